package org.xen2kvm.converter.rule.diskbus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class LunOnScsiTest {
  private static final String LUN =
      """
      <disk type='block' device='lun'>
        <source dev='/dev/sdq'/>
        <target dev='%s' bus='%s'/>
      </disk>
      """;

  private final RuleTester tester = RuleTester.of(new LunOnScsi()).in(Frame.PV_DEVICES);

  @ParameterizedTest
  @CsvSource({"xvda, xen", "hda, ide", "vda, virtio"})
  void movesPassThroughToScsi(String dev, String bus) {
    RuleTester.Run run = tester.rewrites(LUN.formatted(dev, bus), LUN.formatted("sda", "scsi"));
    assertThat(run.findings()).singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
  }

  @Test
  void makesAnOrdinaryDiskOfAFile() {
    RuleTester.Run run = tester.rewrites(
        "<disk type='file' device='lun'><source file='/srv/a.img'/><target dev='xvda' bus='xen'/></disk>",
        "<disk type='file' device='disk'><source file='/srv/a.img'/><target dev='xvda' bus='xen'/></disk>");
    assertThat(run.findings()).isEmpty();
    tester.rewrites(
        "<disk type='block' device='lun'><source dev='/srv/a.img'/><target dev='xvda' bus='xen'/></disk>",
        "<disk type='block' device='disk'><source dev='/srv/a.img'/><target dev='xvda' bus='xen'/></disk>");
  }

  @Test
  void leavesALunOnScsiAndOrdinaryDisksAlone() {
    assertThat(tester.leavesAlone(LUN.formatted("sda", "scsi")).findings()).hasSize(1);
    assertThat(tester.leavesAlone(LUN.formatted("xvda", "xen").replace("lun", "disk")).findings()).isEmpty();
  }
}
