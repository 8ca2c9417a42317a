package org.xen2kvm.guestfix.initramfs.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a module needs comes before it, once, and what is not there is said. */
final class ModuleDependenciesTest {
  @Test
  void needsComeFirstInTheOrderInWhichModprobeLoadsThem() {
    ModuleDependencies modules = ModuleDependencies.of("""
        kernel/net/net_failover.ko: kernel/net/failover.ko
        kernel/net/failover.ko:
        kernel/net/virtio_net.ko: kernel/net/net_failover.ko kernel/net/failover.ko kernel/virtio/virtio.ko
        kernel/virtio/virtio.ko:
        """, "", "");

    assertThat(modules.closure(List.of("virtio-net", "virtio_net")).files()).containsExactly(
        "kernel/virtio/virtio.ko", "kernel/net/failover.ko", "kernel/net/net_failover.ko", "kernel/net/virtio_net.ko");
  }

  @Test
  void absolutePathsOfOldKernelsBecomeRelative() {
    ModuleDependencies modules = ModuleDependencies.of("""
        /lib/modules/2.6.18-8.el5/kernel/drivers/block/virtio_blk.ko: /lib/modules/2.6.18-8.el5/kernel/virtio.ko
        /lib/modules/2.6.18-8.el5/kernel/virtio.ko:
        """, "", "");

    assertThat(modules.closure(List.of("virtio_blk")).files())
        .containsExactly("kernel/virtio.ko", "kernel/drivers/block/virtio_blk.ko");
  }

  @Test
  void builtInModulesAreSaidAndNotFiles() {
    ModuleClosure closure = ModuleDependencies.of("kernel/virtio_blk.ko:\n", "kernel/drivers/virtio/virtio-pci.ko\n", "")
        .closure(List.of("virtio_pci", "virtio_blk", "virtio_net", "virtio-scsi"));

    assertThat(closure.files()).containsExactly("kernel/virtio_blk.ko");
    assertThat(closure.builtIn()).containsExactly("virtio_pci");
    assertThat(closure.missing()).containsExactly("virtio_net", "virtio_scsi");
  }

  @Test
  void softNeedsComeBeforeAndAfterAndAreNeverMissing() {
    ModuleDependencies modules = ModuleDependencies.of("""
        kernel/a.ko.xz:
        kernel/before.ko.xz: kernel/deep.ko.xz
        kernel/deep.ko.xz:
        kernel/after.ko.xz:
        """, "", """
        # a comment
        softdep a pre: before crypto-crc32c post: after
        softdep b gcm
        softdep
        """);

    assertThat(modules.closure(List.of("a"))).isEqualTo(new ModuleClosure(
        List.of("kernel/deep.ko.xz", "kernel/before.ko.xz", "kernel/a.ko.xz", "kernel/after.ko.xz"),
        Set.of(), Set.of()));
  }

  @Test
  void missingNeedOfAModuleIsSaid() {
    assertThat(ModuleDependencies.of("kernel/a.ko: kernel/gone.ko\n", "", "").closure(List.of("a")).missing())
        .containsExactly("gone");
  }

  @Test
  void circlesEnd() {
    assertThat(ModuleDependencies.of("a.ko: b.ko\nb.ko: a.ko\nc.ko: c.ko\n", "", "softdep a pre: b post: c\n")
        .closure(List.of("a", "c")).files()).containsExactlyInAnyOrder("a.ko", "b.ko", "c.ko");
  }

  @Test
  void chainLongerThanAnyStackIsFollowed() {
    String dep = IntStream.range(0, 40_000).mapToObj(i -> "m" + i + ".ko: m" + (i + 1) + ".ko")
        .collect(Collectors.joining("\n"));

    assertThat(ModuleDependencies.of(dep, "", "").closure(List.of("m0")))
        .satisfies(closure -> assertThat(closure.files()).hasSize(40_000).startsWith("m39999.ko").endsWith("m0.ko"))
        .satisfies(closure -> assertThat(closure.missing()).containsExactly("m40000"));
  }

  @Test
  void pathThatLeadsOutIsIgnored() {
    ModuleDependencies modules = ModuleDependencies.of("""
        ../../etc/shadow.ko:
        /etc/evil.ko:
        kernel//odd.ko:
        ker\0nel/none.ko:
        no colon
        :
        kernel/a.ko: ../../x.ko
        """, "", "");

    assertThat(modules.hasFile("shadow")).isFalse();
    assertThat(modules.hasFile("evil")).isFalse();
    assertThat(modules.hasFile("odd")).isFalse();
    assertThat(modules.hasFile("none")).isFalse();
    assertThat(modules.closure(List.of("a")).files()).containsExactly("kernel/a.ko");
  }

  @Test
  void moreModulesThanAnyKernelHasAreRefused() {
    String dep = IntStream.range(0, 50_002).mapToObj(i -> "m" + i + ".ko:").collect(Collectors.joining("\n"));

    assertThatThrownBy(() -> ModuleDependencies.of(dep, "", "")).isInstanceOf(IllegalArgumentException.class);
  }
}
