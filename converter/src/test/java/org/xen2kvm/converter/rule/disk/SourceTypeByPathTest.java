package org.xen2kvm.converter.rule.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class SourceTypeByPathTest {
  private static final String DISK =
      """
      <disk type='%s' device='disk'>
        <source %s='%s'/>
        <target dev='xvda' bus='xen'/>
      </disk>
      """;

  private final RuleTester tester = RuleTester.of(new SourceTypeByPath()).in(Frame.PV_DEVICES);

  @ParameterizedTest
  @ValueSource(strings = {"/dev/vg/lv", "/dev/loop0", "/dev/disk/by-id/wwn-0x5000", "/dev/zvol/tank/a"})
  void callsADeviceABlockDevice(String path) {
    RuleTester.Run run = tester.rewrites(DISK.formatted("file", "file", path), DISK.formatted("block", "dev", path));
    assertThat(run.findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/var/lib/qubes/modules.img", "/srv/a.img", "/dev/shm/a.img"})
  void callsAnyOtherPathAFile(String path) {
    RuleTester.Run run = tester.rewrites(DISK.formatted("block", "dev", path), DISK.formatted("file", "file", path));
    assertThat(run.findings()).singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.NOTE));
  }

  @ParameterizedTest
  @CsvSource({"vg/lv, /dev/vg/lv", "sda6, /dev/sda6", "mapper/vg-lv, /dev/mapper/vg-lv"})
  void putsARelativeDeviceBelowDev(String relative, String absolute) {
    tester.rewrites(DISK.formatted("block", "dev", relative), DISK.formatted("block", "dev", absolute));
  }

  @Test
  void movesAPathToTheAttributeThatGoesWithTheType() {
    tester.rewrites(DISK.formatted("block", "file", "/dev/vg/lv"), DISK.formatted("block", "dev", "/dev/vg/lv"));
    tester.rewrites(DISK.formatted("file", "dev", "/srv/a.img"), DISK.formatted("file", "file", "/srv/a.img"));
  }

  @Test
  void takesTheMediumOutOfAnEmptyDrive() {
    for (String source : new String[] {"file='/dev/null'", "dev='/dev/null'", "file=''", "dev=''"}) {
      RuleTester.Run run = tester.rewrites(
          """
          <disk type='%s' device='cdrom'>
            <source %s/>
            <target dev='hdc' bus='ide'/>
            <readonly/>
          </disk>
          """.formatted(source.startsWith("dev") ? "block" : "file", source),
          """
          <disk type='%s' device='cdrom'>
            <target dev='hdc' bus='ide'/>
            <readonly/>
          </disk>
          """.formatted(source.startsWith("dev") ? "block" : "file"));
      assertThat(run.findings()).isEmpty();
    }
    tester.rewrites(
        """
        <disk type='block'>
          <source dev='/dev/null'/>
          <target dev='fda'/>
        </disk>
        """,
        """
        <disk type='block'>
          <target dev='fda'/>
        </disk>
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<source/>", "<source file=''/>", "<source dev=' '/>"})
  void refusesAHardDiskWithoutImage(String source) {
    RuleTester.Run run = tester.leavesAlone("<disk type='file'>" + source + "<target dev='xvda'/></disk>");
    assertThat(run.findings()).singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.ERROR));
  }

  @Test
  void warnsOfAHardDiskThatIsTheNullDevice() {
    RuleTester.Run run = tester.leavesAlone(DISK.formatted("block", "dev", "/dev/null"));
    assertThat(run.findings()).singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
  }

  @ParameterizedTest
  @CsvSource({"file, images/a.img", "file, '[ds1] a/a.vmdk'", "block, ../x y", "block, 'a b'"})
  void warnsOfARelativePathThatNobodyCanResolve(String type, String path) {
    RuleTester.Run run = tester.leavesAlone(DISK.formatted(type, type.equals("file") ? "file" : "dev", path));
    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains(path);
    });
  }

  @Test
  void leavesFittingTypesAlone() {
    assertThat(tester.leavesAlone(DISK.formatted("file", "file", "/srv/a.img")).findings()).isEmpty();
    assertThat(tester.leavesAlone(DISK.formatted("block", "dev", "/dev/vg/lv")).findings()).isEmpty();
    tester.leavesAlone("<disk><source file='/srv/a.img'/><target dev='xvda'/></disk>");
    tester.leavesAlone("<disk type='file' device='cdrom'><target dev='hdc' bus='ide'/></disk>");
    tester.leavesAlone("<disk type='file' device='cdrom'><source startupPolicy='optional'/><target dev='hdc'/></disk>");
    tester.leavesAlone("<disk type='network' device='disk'><source protocol='nbd'/><target dev='xvda'/></disk>");
    tester.leavesAlone("<disk type='volume' device='disk'><source pool='p' volume='v'/><target dev='xvda'/></disk>");
    tester.leavesAlone("<disk type='dir' device='floppy'><source dir='/dev'/><target dev='fda'/></disk>");
  }
}
