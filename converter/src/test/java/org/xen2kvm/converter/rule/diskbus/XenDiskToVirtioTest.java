package org.xen2kvm.converter.rule.diskbus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.GuestFacts.OperatingSystem;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class XenDiskToVirtioTest {
  private static final String DISK =
      """
      <disk type='block' device='disk'>
        <source dev='/dev/vg/a'/>
        <target dev='%s' bus='%s'/>
      </disk>
      """;

  private final RuleTester tester = RuleTester.of(new XenDiskToVirtio()).in(Frame.PV_DEVICES);

  @ParameterizedTest
  @CsvSource({"xvda, xen", "hda, ide", "sda, scsi", "xvda, virtio"})
  void attachesThroughVirtioWhateverTheName(String dev, String bus) {
    RuleTester.Run run = tester.rewrites(DISK.formatted(dev, bus), DISK.formatted("vda", "virtio"));
    assertThat(run.findings()).as("the assumption is guest-facts-assumed's to tell").isEmpty();
  }

  @Test
  void addsTheBusWhereThereIsNone() {
    tester.rewrites(
        """
        <disk type='file'>
          <source file='/srv/a.img'/>
          <target dev='xvda'/>
        </disk>
        """,
        """
        <disk type='file'>
          <source file='/srv/a.img'/>
          <target dev='vda' bus='virtio'/>
        </disk>
        """);
  }

  @Test
  void leavesTheNameToAnotherRuleWhereTheLetterCannotStay() {
    tester.rewrites(
        DISK.formatted("xvda", "xen") + DISK.formatted("xvdc", "xen"),
        DISK.formatted("vda", "virtio") + DISK.formatted("xvdc", "virtio"));
  }

  @Test
  void assumesNothingThatIsKnown() {
    GuestFacts linux = GuestFacts.of(OperatingSystem.LINUX);
    RuleTester.Run virtio =
        tester.with(linux.withVirtio(true)).rewrites(DISK.formatted("xvda", "xen"), DISK.formatted("vda", "virtio"));
    assertThat(virtio.findings()).isEmpty();
    RuleTester.Run ide =
        tester.with(linux.withVirtio(false)).rewrites(DISK.formatted("xvda", "xen"), DISK.formatted("hda", "ide"));
    assertThat(ide.findings()).isEmpty();
    assertThat(ide.changes().get(0).reason()).contains("no virtio-blk driver");
  }

  @Test
  void followsThePolicy() {
    Policy policy = Policy.builder().diskBus("scsi").build();
    RuleTester.Run run = tester.with(policy).rewrites(DISK.formatted("xvda", "xen"), DISK.formatted("sda", "scsi"));
    assertThat(run.changes().get(0).reason()).contains("policy");
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void namesDisksInTheirOrder() {
    tester.rewrites(
        DISK.formatted("xvda", "xen") + DISK.formatted("xvdb", "xen"),
        DISK.formatted("vda", "virtio") + DISK.formatted("vdb", "virtio"));
  }

  @Test
  void leavesDrivesPartitionsAndHvmDisksAlone() {
    tester.leavesAlone("<disk type='file' device='cdrom'><target dev='xvdd' bus='xen'/></disk>");
    tester.leavesAlone(DISK.formatted("xvda1", "xen"));
    assertThat(tester.in(Frame.HVM_DEVICES).leavesAlone(DISK.formatted("xvda", "xen")).findings()).isEmpty();
    tester.leavesAlone("<disk type='file' device='disk'><source file='/srv/a.img'/></disk>");
  }
}
