package org.xen2kvm.converter.rule.diskbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class UniqueTargetsTest {
  private final RuleTester tester = RuleTester.of(new UniqueTargets()).in(Frame.PV_DEVICES);

  private static String disks(String targets) {
    int[] image = {0};
    return Stream.of(targets.split(" "))
        .map(dev -> "<disk type='file' device='disk'>\n  <source file='/srv/" + image[0]++ + ".img'/>\n"
            + "  <target dev='" + dev + "' bus='xen'/>\n</disk>\n")
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @CsvSource({
    "xvda xvdc, xvda vdb, without gaps",
    "xvdb, vda, without gaps",
    "odd, vda, such as vda"
  })
  void renamesWhatCannotKeepItsLetter(String before, String after, String reason) {
    RuleTester.Run run = tester.rewrites(disks(before), disks(after));
    assertThat(run.changes()).singleElement().satisfies(change -> assertThat(change.reason()).contains(reason));
    assertThat(run.findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"hda xvda, vda vdb, was hda under Xen", "xvda xvda, vda vdb, was xvda under Xen"})
  void namesAllDisksThatWantTheSameName(String before, String after, String reason) {
    RuleTester.Run run = tester.rewrites(disks(before), disks(after));
    assertThat(run.changes()).hasSize(2);
    assertThat(run.changes().get(0).reason()).contains("this one is the first");
    assertThat(run.changes().get(1).reason()).contains(reason);
  }

  @Test
  void saysWhenABusHasNoSuchPlace() {
    RuleTester.Run run = tester.in(Frame.HVM_DEVICES).rewrites(
        "<disk type='file' device='disk'><source file='/srv/a.img'/><target dev='hdf' bus='ide'/></disk>",
        "<disk type='file' device='disk'><source file='/srv/a.img'/><target dev='hda' bus='ide'/></disk>");
    assertThat(run.changes().get(0).reason()).contains("no place hdf");
  }

  @Test
  void givesADiskWithoutTargetOne() {
    tester.rewrites(
        """
        <disk type='file' device='disk'>
          <source file='/srv/a.img'/>
        </disk>
        """,
        """
        <disk type='file' device='disk'>
          <source file='/srv/a.img'/>
          <target dev='vda' bus='virtio'/>
        </disk>
        """);
  }

  @Test
  void warnsOfAnImageInTwoDisks() {
    String disk = "<disk type='file' device='disk'><source file='/srv/a.img'/><target dev='%s' bus='xen'/>%s</disk>";
    RuleTester.Run run = tester.leavesAlone(disk.formatted("xvda", "") + "\n" + disk.formatted("xvdb", "<readonly/>"));
    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("/srv/a.img");
    });
    for (String mode : new String[] {"<readonly/>", "<shareable/>"}) {
      RuleTester.Run fine = tester.leavesAlone(disk.formatted("xvda", mode) + "\n" + disk.formatted("xvdb", mode));
      assertThat(fine.findings()).isEmpty();
    }
  }

  @Test
  void leavesLettersThatStayAndOtherRulesDisksAlone() {
    tester.leavesAlone(disks("xvda xvdb"));
    tester.leavesAlone(disks("xvda2 xvda1"));
    tester.leavesAlone("<disk type='file' device='cdrom'><target dev='xvdd' bus='xen'/></disk>");
    tester.with(Policy.builder().machine("q35").build()).in(Frame.HVM_DEVICES)
        .leavesAlone("<disk type='file' device='disk'><source file='/srv/a.img'/><target dev='hda' bus='ide'/></disk>");
  }
}
