package org.xen2kvm.converter.rule.diskbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.GuestFacts.OperatingSystem;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class FourIdeDrivesTest {
  private final RuleTester tester = RuleTester.of(new FourIdeDrives()).in(Frame.HVM_DEVICES);

  /** Each disk is a number for its image, a colon and its target. */
  private static String disks(String... disks) {
    return Stream.of(disks)
        .map(each -> each.split(":"))
        .map(parts ->
            """
            <disk type='file' device='disk'>
              <source file='/srv/%s.img'/>
              <target dev='%s' bus='%s'/>
            </disk>
            """.formatted(parts[0], parts[1], parts[1].startsWith("hd") ? "ide" : "sata"))
        .collect(Collectors.joining());
  }

  @Test
  void movesTheFifthAndSixthToSata() {
    RuleTester.Run run = tester.rewrites(
        disks("1:hda", "2:hdb", "3:hdc", "4:hdd", "5:hde", "6:hdf"),
        disks("1:hda", "2:hdb", "3:hdc", "4:hdd", "5:sda", "6:sdb"));
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void keepsTheLowestLettersWhateverTheirOrder() {
    tester.rewrites(
        disks("5:hde", "1:hda", "2:hdb", "3:hdc", "4:hdd"), disks("5:sda", "1:hda", "2:hdb", "3:hdc", "4:hdd"));
  }

  @Test
  void warnsOfWindows() {
    RuleTester.Run run = tester.with(GuestFacts.of(OperatingSystem.WINDOWS)).rewrites(
        disks("1:hda", "2:hdb", "3:hdc", "4:hdd", "5:hde"), disks("1:hda", "2:hdb", "3:hdc", "4:hdd", "5:sda"));
    assertThat(run.findings()).singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
  }

  @Test
  void leavesFourDrivesAlone() {
    tester.leavesAlone(disks("1:hda", "2:hdb", "3:hdc", "4:hdd"));
  }

  @Test
  void leavesAMachineWithoutIdeAlone() {
    Policy q35 = Policy.builder().machine("q35").build();
    tester.with(q35).leavesAlone(disks("1:hda", "2:hdb", "3:hdc", "4:hdd", "5:hde"));
  }
}
