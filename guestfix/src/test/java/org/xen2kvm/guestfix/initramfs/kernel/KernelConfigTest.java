package org.xen2kvm.guestfix.initramfs.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.initramfs.kernel.KernelConfig.State;

/** A configuration tells built in from module, and XenLinux from a kernel that also runs under Xen. */
final class KernelConfigTest {
  @Test
  void optionsAreBuiltInModuleOrAbsent() {
    KernelConfig config = KernelConfig.of("""
        # Linux/x86 6.1.0 Kernel Configuration
        CONFIG_VIRTIO_PCI=y
        CONFIG_VIRTIO_BLK=m
        # CONFIG_VIRTIO_NET is not set
        CONFIG_LOCALVERSION="y"
        """);

    assertThat(config.state("VIRTIO_PCI")).isEqualTo(State.BUILT_IN);
    assertThat(config.state("VIRTIO_BLK")).isEqualTo(State.MODULE);
    assertThat(config.state("VIRTIO_NET")).isEqualTo(State.ABSENT);
    assertThat(config.state("SCSI_VIRTIO")).isEqualTo(State.ABSENT);
    assertThat(config.state("LOCALVERSION")).isEqualTo(State.ABSENT);
    assertThat(config.isEmpty()).isFalse();
    assertThat(KernelConfig.of("not a configuration").isEmpty()).isTrue();
  }

  @Test
  void kernelWithParavirtRunsElsewhereToo() {
    KernelConfig config = KernelConfig.of("""
        CONFIG_PARAVIRT=y
        CONFIG_XEN=y
        CONFIG_XEN_PRIVILEGED_GUEST=y
        """);

    assertThat(config.isForXen()).isTrue();
    assertThat(config.isXenOnly()).isFalse();
  }

  @Test
  void xenLinuxRunsUnderXenOnly() {
    assertThat(KernelConfig.of("CONFIG_X86_64_XEN=y\nCONFIG_XEN=y\nCONFIG_XEN_PRIVILEGED_GUEST=y\n").isXenOnly()).isTrue();
    assertThat(KernelConfig.of("CONFIG_X86_XEN=y\n").isXenOnly()).isTrue();
    assertThat(KernelConfig.of("CONFIG_XEN=y\nCONFIG_XEN_UNPRIVILEGED_GUEST=y\n").isXenOnly()).isTrue();
    assertThat(KernelConfig.of("CONFIG_SMP=y\n").isXenOnly()).isFalse();
  }
}
