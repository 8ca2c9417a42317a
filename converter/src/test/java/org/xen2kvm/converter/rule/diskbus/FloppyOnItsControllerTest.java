package org.xen2kvm.converter.rule.diskbus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class FloppyOnItsControllerTest {
  private static final String DRIVE =
      """
      <disk type='file' device='floppy'>
        <source file='/srv/%s.img'/>
        <target dev='%s' bus='fdc'/>
      </disk>
      """;

  private final RuleTester tester = RuleTester.of(new FloppyOnItsController()).in(Frame.HVM_DEVICES);

  @Test
  void makesAFloppyDriveOfADiskWithItsName() {
    tester.rewrites(
        """
        <disk type='file'>
          <source file='/srv/a.img'/>
          <target dev='fda'/>
        </disk>
        """,
        """
        <disk type='file' device='floppy'>
          <source file='/srv/a.img'/>
          <target dev='fda' bus='fdc'/>
        </disk>
        """);
  }

  @Test
  void takesAFloppyOffOtherBuses() {
    tester.rewrites(
        "<disk type='file' device='floppy'><source file='/srv/a.img'/><target dev='hdb' bus='ide'/></disk>",
        "<disk type='file' device='floppy'><source file='/srv/a.img'/><target dev='fda' bus='fdc'/></disk>");
  }

  @Test
  void removesAThirdDrive() {
    RuleTester.Run run = tester.rewrites(
        DRIVE.formatted("1", "fda") + DRIVE.formatted("2", "fdb") + DRIVE.formatted("3", "fdc"),
        DRIVE.formatted("1", "fda") + DRIVE.formatted("2", "fdb"));
    assertThat(run.findings()).singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
  }

  @Test
  void leavesTwoDrivesAlone() {
    assertThat(tester.leavesAlone(DRIVE.formatted("1", "fda") + DRIVE.formatted("2", "fdb")).findings()).isEmpty();
    tester.leavesAlone(DRIVE.formatted("2", "fdb"));
  }

  @Test
  void leavesOtherDisksAlone() {
    tester.leavesAlone("<disk type='file' device='cdrom'><target dev='hdc' bus='ide'/></disk>");
  }
}
