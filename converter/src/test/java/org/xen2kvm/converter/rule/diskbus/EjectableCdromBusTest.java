package org.xen2kvm.converter.rule.diskbus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class EjectableCdromBusTest {
  private static final String DRIVE =
      """
      <disk type='file' device='cdrom'>
        <source file='/srv/a.iso'/>
        <target dev='%s' bus='%s'/>
        <readonly/>
      </disk>
      """;

  private static final Policy Q35 = Policy.builder().machine("q35").build();

  private final RuleTester tester = RuleTester.of(new EjectableCdromBus()).in(Frame.PV_DEVICES);

  @ParameterizedTest
  @CsvSource({"xvdd, xen, hdc, sda", "vdd, virtio, hdc, sda", "sdb, xen, hdc, sdb"})
  void movesADriveToABusThatCanEject(String dev, String bus, String onPc, String onQ35) {
    assertThat(tester.rewrites(DRIVE.formatted(dev, bus), DRIVE.formatted(onPc, "ide")).findings()).isEmpty();
    tester.with(Q35).rewrites(DRIVE.formatted(dev, bus), DRIVE.formatted(onQ35, "sata"));
  }

  @Test
  void movesIdeDrivesToSataWhereThereIsNoIde() {
    tester.in(Frame.HVM_DEVICES).with(Q35).rewrites(DRIVE.formatted("hdc", "ide"), DRIVE.formatted("sdc", "sata"));
  }

  @Test
  void givesEachDriveItsPlace() {
    tester.rewrites(
        DRIVE.formatted("xvdc", "xen") + DRIVE.formatted("xvdd", "xen"),
        DRIVE.formatted("hdc", "ide") + DRIVE.formatted("hdd", "ide"));
  }

  @Test
  void saysTheBusThatTheNameMeans() {
    tester.rewrites(
        "<disk type='file' device='cdrom'><target dev='hdc'/></disk>",
        "<disk type='file' device='cdrom'><target dev='hdc' bus='ide'/></disk>");
  }

  @Test
  void leavesDrivesThatCanEjectAlone() {
    tester.in(Frame.HVM_DEVICES).leavesAlone(DRIVE.formatted("hdc", "ide"));
    tester.leavesAlone(DRIVE.formatted("hda", "ide"));
    tester.leavesAlone(DRIVE.formatted("sda", "scsi"));
    tester.leavesAlone(DRIVE.formatted("sda", "usb"));
    tester.with(Q35).leavesAlone(DRIVE.formatted("sda", "sata"));
  }

  @Test
  void leavesHardDisksAlone() {
    tester.leavesAlone(
        "<disk type='file' device='disk'><source file='/srv/a.img'/><target dev='xvda' bus='xen'/><readonly/></disk>");
  }
}
