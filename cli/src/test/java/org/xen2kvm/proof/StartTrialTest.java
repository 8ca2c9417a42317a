package org.xen2kvm.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xen2kvm.proof.StartTrial.Outcome;
import org.xen2kvm.proof.StartTrial.Verdict;
import org.xen2kvm.runner.libvirt.EmbeddedLibvirt;

/** The oracle itself: it sees the right disk, and it sees each way in which a conversion can be wrong. */
final class StartTrialTest {
  private static int number;

  private final EmbeddedLibvirt libvirt = EmbeddedLibvirt.shared();

  @Test
  void rightDiskBoots() {
    assertThat(trial(domain("", TWO_DISKS), Optional.of("1 vda")))
        .extracting(Outcome::verdict, Outcome::detail)
        .containsExactly(Verdict.BOOTED_RIGHT_DISK, "1 vda");
  }

  @Test
  void wrongDiskIsSeen() {
    Outcome outcome = trial(domain("", TWO_DISKS), Optional.of("2 vdb"));

    assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(outcome.detail()).startsWith("booted [1 vda] instead of [2 vdb]").contains("is tainted");
  }

  @Test
  void kernelIsEntered() {
    String kernel = "<kernel>/srv/vmlinuz</kernel><initrd>/srv/initrd</initrd><cmdline>root=/dev/vda1</cmdline>";

    assertThat(trial(domain(kernel, TWO_DISKS), Optional.of(BootableDomain.KERNEL_MARKER)))
        .extracting(Outcome::verdict, Outcome::detail)
        .containsExactly(Verdict.BOOTED_KERNEL, "kernel");
  }

  @Test
  void domainWithoutDisksOnlyRuns() {
    assertThat(trial(domain("", ""), Optional.empty()).verdict()).isEqualTo(Verdict.RUNNING_WITH_NOTHING_TO_BOOT);
  }

  /** What {@code define --validate} lets through. */
  @Test
  void xenDiskBusIsRefusedAtStart() {
    Outcome outcome = trial(domain("", TWO_DISKS.replace("dev='vdb' bus='virtio'", "dev='xvdb' bus='xen'")),
        Optional.of("1 vda"));

    assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(outcome.detail()).startsWith("start: ").contains("unsupported disk bus 'xen'");
  }

  @Test
  void scriptOfABridgeIsNotHiddenByUserNetworking() {
    String nic = "<interface type='bridge'><source bridge='xenbr0'/><script path='vif-bridge'/></interface>";

    assertThat(trial(domain("", nic), Optional.empty()).detail()).startsWith("start: ").contains("scripts are not");
  }

  @Test
  void grammarIsCheckedAtDefine() {
    assertThat(trial(domain("", "<notthere/>"), Optional.empty()).detail())
        .startsWith("define: ")
        .contains("failed to validate against schema");
  }

  private static final String TWO_DISKS = """
      <disk type='block' device='disk'>
        <driver name='qemu' type='raw'/>
        <source dev='/dev/vg/root'/>
        <target dev='vda' bus='virtio'/>
      </disk>
      <disk type='file' device='disk'>
        <driver name='qemu' type='qcow2'/>
        <source file='/srv/data.qcow2'/>
        <target dev='vdb' bus='virtio'/>
      </disk>
      """;

  private Outcome trial(String xml, Optional<String> expected) {
    number++;
    String name = "start-trial-" + number;
    BootableDomain prepared = BootableDomain.prepare(xml, name, libvirt.newFolder());
    Verdict verdict = expected.isEmpty() ? Verdict.RUNNING_WITH_NOTHING_TO_BOOT
        : prepared.hasKernel() ? Verdict.BOOTED_KERNEL : Verdict.BOOTED_RIGHT_DISK;
    try {
      return StartTrial.boot(name, name, prepared, new BootExpectation(verdict, expected, "no disks"), libvirt);
    } finally {
      libvirt.remove(name);
    }
  }

  private static String domain(String os, String devices) {
    return """
        <domain type='qemu'>
          <name>guest</name>
          <memory unit='GiB'>64</memory>
          <vcpu>1</vcpu>
          <os>
            <type arch='x86_64' machine='pc'>hvm</type>
            %s
          </os>
          <devices>
            %s
          </devices>
        </domain>
        """.formatted(os, devices);
  }
}
