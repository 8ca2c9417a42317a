package org.xen2kvm.converter.rule.diskbus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class PartitionAsWholeDiskTest {
  private static final String DISK =
      """
      <disk type='block' device='disk'>
        <source dev='/dev/vg/%s'/>
        <target dev='%s' bus='%s'/>
      </disk>
      """;

  private static final String WITH_KERNEL =
      """
      <domain type='xen'>
        <name>web1</name>
        <memory>524288</memory>
        <os>
          <type>linux</type>
          <kernel>/boot/vmlinuz</kernel>
        </os>
        <devices>
          %s
        </devices>
      </domain>
      """;

  private final RuleTester tester = RuleTester.of(new PartitionAsWholeDisk()).in(Frame.PV_DEVICES);

  @Test
  void makesWholeDisksInTheOrderOfTheDefinition() {
    RuleTester.Run run = tester.rewrites(
        DISK.formatted("root", "xvda2", "xen") + DISK.formatted("swap", "xvda1", "xen"),
        DISK.formatted("root", "vda", "virtio") + DISK.formatted("swap", "vdb", "virtio"));
    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("xvda2 (now vda), xvda1 (now vdb)").contains("cannot boot");
      assertThat(finding.advice()).contains("kernel and initrd");
    });
  }

  @Test
  void takesOldNamesToo() {
    tester.rewrites(DISK.formatted("root", "sda1", "xen"), DISK.formatted("root", "vda", "virtio"));
    tester.in(Frame.HVM_DEVICES).rewrites(DISK.formatted("root", "hda2", "ide"), DISK.formatted("root", "hda", "ide"));
  }

  @Test
  void tellsOfFstabWhereTheGuestBootsFromAWholeDisk() {
    RuleTester.Run run = tester.rewrites(
        DISK.formatted("root", "xvda", "xen") + DISK.formatted("swap", "xvdb1", "xen"),
        DISK.formatted("root", "xvda", "xen") + DISK.formatted("swap", "vdb", "virtio"));
    assertThat(run.findings()).singleElement()
        .satisfies(finding -> assertThat(finding.advice()).contains("/etc/fstab"));
  }

  @Test
  void tellsOfFstabWhereTheKernelIsOnTheHost() {
    RuleTester.Run run = tester.in(Frame.NONE).rewrites(
        WITH_KERNEL.formatted("<disk type='block'><source dev='/dev/vg/a'/><target dev='xvda1'/></disk>"),
        WITH_KERNEL.formatted("<disk type='block'><source dev='/dev/vg/a'/><target dev='vda' bus='virtio'/></disk>"));
    assertThat(run.findings()).singleElement()
        .satisfies(finding -> assertThat(finding.advice()).contains("/etc/fstab"));
  }

  @Test
  void leavesWholeDisksAlone() {
    assertThat(tester.leavesAlone(DISK.formatted("root", "xvda", "xen")).findings()).isEmpty();
    assertThat(tester.leavesAlone(DISK.formatted("root", "odd1", "xen")).findings()).isEmpty();
  }
}
