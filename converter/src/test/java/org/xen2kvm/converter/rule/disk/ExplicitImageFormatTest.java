package org.xen2kvm.converter.rule.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class ExplicitImageFormatTest {
  private static final String DISK =
      """
      <disk type='file' device='disk'>
        <driver name='qemu' type='%s'/>
        <source file='%s'/>
        <target dev='xvda' bus='xen'/>
      </disk>
      """;

  private final RuleTester tester = RuleTester.of(new ExplicitImageFormat()).in(Frame.PV_DEVICES);

  @ParameterizedTest
  @CsvSource({"vhd, vpc", "aio, raw", "sync, raw", "iso, raw", "tapdisk, raw"})
  void saysXensFormatsInQemusWords(String xen, String qemu) {
    RuleTester.Run run = tester.rewrites(DISK.formatted(xen, "/srv/a"), DISK.formatted(qemu, "/srv/a"));
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void saysRawWhereNothingIsSaid() {
    tester.rewrites(
        """
        <disk type='file' device='disk'>
          <driver name='file'/>
          <source file='/srv/a.img'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """,
        """
        <disk type='file' device='disk'>
          <driver name='file' type='raw'/>
          <source file='/srv/a.img'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
  }

  @Test
  void addsTheDriverOfADiskThatHasNone() {
    tester.rewrites(
        """
        <disk type='block' device='disk'>
          <source dev='/dev/vg/lv'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """,
        """
        <disk type='block' device='disk'>
          <driver name='qemu' type='raw'/>
          <source dev='/dev/vg/lv'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
  }

  @Test
  void dropsTheDefaultCacheMode() {
    tester.rewrites(
        DISK.formatted("qcow2", "/srv/a.img").replace("'qcow2'", "'qcow2' cache='default'"),
        DISK.formatted("qcow2", "/srv/a.img"));
  }

  @ParameterizedTest
  @CsvSource({
    "raw, /srv/a.qcow2", "raw, /srv/A.QCOW2", "qcow2, /srv/a.raw", "qcow2, /srv/a.iso", "raw, /srv/a.vhd",
    "raw, /srv/a.vmdk", "vpc, /srv/a.vhdx", "qcow2, /srv/a.vdi", "raw, /srv/a.qcow"
  })
  void warnsWhenTheNamePromisesAnotherFormat(String format, String path) {
    RuleTester.Run run = tester.leavesAlone(DISK.formatted(format, path));
    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains(format).contains(path);
    });
  }

  @Test
  void warnsWhenTheFormatIsAGuessAgainstTheName() {
    RuleTester.Run run = tester.rewrites(
        """
        <disk type='file' device='disk'>
          <driver name='qemu'/>
          <source file='/srv/win11.qcow2'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """,
        """
        <disk type='file' device='disk'>
          <driver name='qemu' type='raw'/>
          <source file='/srv/win11.qcow2'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
    assertThat(run.messages()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "raw, /srv/a.img", "raw, /srv/a", "raw, /srv/a.iso", "qcow2, /srv/a.qcow2", "qcow2, /srv/a.qcow", "vpc, /srv/a.vhd",
    "qcow2, /srv/a.img", "qed, /srv/a.qed", "raw, /srv/v1.2/disk", "raw, /dev/vg/a.qcow2"
  })
  void leavesAgreeingFormatsAlone(String format, String path) {
    assertThat(tester.leavesAlone(DISK.formatted(format, path)).findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cow", "vhdx", "ext4"})
  void warnsOfFormatsThatQemuDoesNotKnow(String format) {
    RuleTester.Run run = tester.leavesAlone(DISK.formatted(format, "/srv/a.img"));
    assertThat(run.findings()).singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
  }

  @Test
  void saysRawForANetworkDisk() {
    tester.rewrites(
        "<disk type='network'><driver name='nbd'/><source protocol='nbd'/><target dev='xvda'/></disk>",
        "<disk type='network'><driver name='nbd' type='raw'/><source protocol='nbd'/><target dev='xvda'/></disk>");
    tester.leavesAlone(
        "<disk type='network' device='disk'><driver name='qemu' type='qcow2'/><source protocol='nbd'/></disk>");
  }

  @Test
  void leavesVolumesAndDirectoriesAlone() {
    tester.leavesAlone("<disk type='volume' device='disk'><driver name='qemu'/><source pool='p' volume='v'/></disk>");
    tester.leavesAlone("<disk type='dir' device='floppy'><source dir='/srv'/><target dev='fda'/></disk>");
    tester.leavesAlone("<filesystem type='mount'><driver type='path'/></filesystem>");
  }
}
