package org.xen2kvm.converter.rule.disksetting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.GuestFacts.OperatingSystem;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class ExplicitScsiControllerTest {
  private static final String DISK =
      """
      <disk type='block' device='disk'>
        <source dev='/dev/vg/%1$s'/>
        <target dev='%1$s' bus='scsi'/>
      </disk>
      """;
  private static final String CONTROLLER =
      """
      <controller type='scsi' index='%s' model='%s'/>
      """;

  private final RuleTester tester = RuleTester.of(new ExplicitScsiController()).in(Frame.HVM_DEVICES);

  @Test
  void saysVirtioScsi() {
    RuleTester.Run run =
        tester.rewrites(DISK.formatted("sda"), DISK.formatted("sda") + CONTROLLER.formatted("0", "virtio-scsi"));
    assertThat(run.findings()).singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.NOTE));
  }

  @Test
  void saysLsiSasForWindows() {
    RuleTester.Run run = tester.with(GuestFacts.of(OperatingSystem.WINDOWS))
        .rewrites(DISK.formatted("sda"), DISK.formatted("sda") + CONTROLLER.formatted("0", "lsisas1068"));
    assertThat(run.findings()).singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
  }

  @Test
  void keepsXensControllerForAGuestWithoutVirtio() {
    RuleTester.Run run = tester.with(GuestFacts.of(OperatingSystem.LINUX).withVirtio(false))
        .rewrites(DISK.formatted("sda"), DISK.formatted("sda") + CONTROLLER.formatted("0", "lsilogic"));
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void addsOneForEverySevenDisks() {
    tester.rewrites(
        DISK.formatted("sda") + DISK.formatted("sdh") + DISK.formatted("sdv"),
        DISK.formatted("sda") + DISK.formatted("sdh") + DISK.formatted("sdv") + CONTROLLER.formatted("0", "virtio-scsi")
            + CONTROLLER.formatted("1", "virtio-scsi") + CONTROLLER.formatted("3", "virtio-scsi"));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "<controller type='scsi' index='0'/>\n", "<controller type='scsi' index='0' model='auto'/>\n"
  })
  void saysTheModelOfAControllerThatHasNone(String controller) {
    tester.rewrites(
        DISK.formatted("sda") + controller, DISK.formatted("sda") + CONTROLLER.formatted("0", "virtio-scsi"));
  }

  @Test
  void addsBehindTheOtherControllers() {
    tester.rewrites(
        "<controller type='usb' index='0'/>\n" + DISK.formatted("sda"),
        "<controller type='usb' index='0'/>\n" + CONTROLLER.formatted("0", "virtio-scsi") + DISK.formatted("sda"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lsilogic", "virtio-scsi", "lsisas1068", "vmpvscsi"})
  void leavesAControllerThatIsThereAlone(String model) {
    assertThat(tester.leavesAlone(DISK.formatted("sda") + CONTROLLER.formatted("0", model)).findings()).isEmpty();
  }

  @Test
  void leavesDomainsWithoutScsiDisksAlone() {
    tester.leavesAlone(DISK.formatted("hda").replace("scsi", "ide"));
    tester.in(Frame.PV_DEVICES).leavesAlone(DISK.formatted("sda"));
    tester.leavesAlone("<controller type='scsi' index='0'/>");
  }
}
