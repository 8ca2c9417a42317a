package org.xen2kvm.converter.rule.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.DiskMapping;
import org.xen2kvm.converter.policy.NameMatch;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class MappedDiskSourceTest {
  private static final String FILE =
      """
      <disk type='file' device='disk'>
        <driver name='file'/>
        <source file='%s'/>
        <target dev='xvda' bus='xen'/>
      </disk>
      """;

  private static final String BLOCK =
      """
      <disk type='block' device='disk'>
        <driver name='phy'/>
        <source dev='%s'/>
        <target dev='xvda' bus='xen'/>
      </disk>
      """;

  private static RuleTester with(DiskMapping... mappings) {
    Policy policy = Policy.builder().disks(List.of(mappings)).build();
    return RuleTester.of(new MappedDiskSource()).in(Frame.PV_DEVICES).with(policy);
  }

  private static DiskMapping path(NameMatch from, String to) {
    return new DiskMapping(from, new DiskMapping.Path(to), Optional.empty());
  }

  private static DiskMapping volume(NameMatch from, String pool, String volume) {
    return new DiskMapping(from, new DiskMapping.Volume(pool, volume), Optional.empty());
  }

  @Test
  void pointsAtAnotherFile() {
    RuleTester.Run run = with(path(NameMatch.exact("/xen/a.img"), "/srv/kvm/a.img"))
        .rewrites(FILE.formatted("/xen/a.img"), FILE.formatted("/srv/kvm/a.img"));
    assertThat(run.changes()).singleElement().satisfies(change ->
        assertThat(change.reason()).isEqualTo("The policy maps /xen/a.img to /srv/kvm/a.img"));
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void fillsInTheGroupsOfARegularExpression() {
    with(path(NameMatch.regex("/xen/([^/]+)/disk\\.img"), "/srv/$1-root.img"))
        .rewrites(FILE.formatted("/xen/web1/disk.img"), FILE.formatted("/srv/web1-root.img"));
  }

  @Test
  void makesAFileOfABlockDeviceAndTheOtherWayRound() {
    with(path(NameMatch.exact("/dev/vg/web1"), "/srv/web1.img")).rewrites(
        BLOCK.formatted("/dev/vg/web1"),
        BLOCK.formatted("/srv/web1.img").replace("block", "file").replace("dev='/srv", "file='/srv"));
    with(path(NameMatch.exact("/xen/web1.img"), "/dev/kvm/web1")).rewrites(
        FILE.formatted("/xen/web1.img"),
        FILE.formatted("/dev/kvm/web1").replace("type='file'", "type='block'").replace("file='/dev", "dev='/dev"));
  }

  @Test
  void pointsAtAVolumeOfAPool() {
    with(volume(NameMatch.regex("/dev/(vg[0-9]+)/(.+)"), "pool-$1", "$2.lv")).rewrites(
        BLOCK.formatted("/dev/vg0/web1"),
        """
        <disk type='volume' device='disk'>
          <driver name='phy'/>
          <source pool='pool-vg0' volume='web1.lv'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
  }

  @Test
  void matchesARelativeDeviceAlsoBelowDev() {
    with(path(NameMatch.exact("/dev/vg/web1"), "/dev/kvm/web1"))
        .rewrites(BLOCK.formatted("vg/web1"), BLOCK.formatted("/dev/kvm/web1"));
    with(path(NameMatch.exact("vg/web1"), "/dev/kvm/web1"))
        .rewrites(BLOCK.formatted("vg/web1"), BLOCK.formatted("/dev/kvm/web1"));
  }

  @Test
  void setsTheFormatThatTheImageHasNow() {
    DiskMapping converted = new DiskMapping(
        NameMatch.exact("/xen/a.vhd"), new DiskMapping.Path("/srv/a.qcow2"), Optional.of("qcow2"));
    with(converted).rewrites(
        FILE.formatted("/xen/a.vhd"),
        FILE.formatted("/srv/a.qcow2").replace("name='file'", "name='file' type='qcow2'"));
    with(converted).rewrites(
        """
        <disk type='file' device='disk'>
          <source file='/xen/a.vhd'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """,
        """
        <disk type='file' device='disk'>
          <driver name='qemu' type='qcow2'/>
          <source file='/srv/a.qcow2'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
  }

  @Test
  void setsTheFormatOfAnImageThatStays() {
    DiskMapping format = new DiskMapping(
        NameMatch.exact("/xen/a.img"), new DiskMapping.Path("/xen/a.img"), Optional.of("qcow2"));
    RuleTester.Run run = with(format).rewrites(
        FILE.formatted("/xen/a.img"), FILE.formatted("/xen/a.img").replace("name='file'", "name='file' type='qcow2'"));
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void takesTheFirstMappingThatMatches() {
    with(path(NameMatch.exact("/xen/b.img"), "/no"), path(NameMatch.regex("/xen/.*"), "/srv/one.img"),
            path(NameMatch.exact("/xen/a.img"), "/srv/two.img"))
        .rewrites(FILE.formatted("/xen/a.img"), FILE.formatted("/srv/one.img"));
  }

  @Test
  void doesNotApplyAMappingToItsOwnResult() {
    RuleTester.Run run = with(path(NameMatch.regex("/srv/(.*)"), "/srv/new/$1"))
        .rewrites(FILE.formatted("/srv/a.img"), FILE.formatted("/srv/new/a.img"));
    assertThat(run.findings()).isEmpty();

    RuleTester.Run again =
        with(path(NameMatch.regex("/srv/(.*)"), "/srv/new/$1")).leavesAlone(FILE.formatted("/srv/new/b.img"));
    assertThat(again.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("/srv/new/b.img");
    });
  }

  @Test
  void leavesAChainOfMappingsAtItsFirstStep() {
    with(path(NameMatch.exact("/a"), "/b"), path(NameMatch.exact("/b"), "/c"))
        .rewrites(FILE.formatted("/a"), FILE.formatted("/b"));
  }

  @Test
  void readsEscapesOfAReplacementAsText() {
    with(path(NameMatch.regex("/xen/(.*)"), "/xen/\\$$1"))
        .rewrites(FILE.formatted("/xen/a"), FILE.formatted("/xen/$a"));
    with(path(NameMatch.exact("/xen/a"), "/srv/$1")).rewrites(FILE.formatted("/xen/a"), FILE.formatted("/srv/$1"));
  }

  @Test
  void leavesOtherPathsAndOtherSourcesAlone() {
    RuleTester tester = with(path(NameMatch.exact("/xen/a.img"), "/srv/a.img"));
    assertThat(tester.leavesAlone(FILE.formatted("/xen/a.img.old")).findings()).isEmpty();
    tester.leavesAlone(FILE.formatted(""));
    tester.leavesAlone("<disk type='file' device='cdrom'><target dev='hdc' bus='ide'/></disk>");
    tester.leavesAlone(
        """
        <disk type='network' device='disk'>
          <source protocol='nbd' name='/xen/a.img'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
  }

  @Test
  void doesNothingWithoutMappings() {
    RuleTester.of(new MappedDiskSource()).in(Frame.PV_DEVICES).leavesAlone(FILE.formatted("/xen/a.img"));
  }
}
