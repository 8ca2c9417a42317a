package org.xen2kvm.converter.rule.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.policy.DiskMapping;
import org.xen2kvm.converter.policy.NameMatch;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class SourceWithoutScriptTest {
  private static final String SCRIPTED =
      """
      <disk type='block' device='disk'>
        <driver name='phy'/>
        <source dev='%s'/>
        <target dev='xvda' bus='xen'/>
        <script path='%s'/>
      </disk>
      """;

  private final RuleTester tester = RuleTester.of(new SourceWithoutScript()).in(Frame.PV_DEVICES);

  @Test
  void opensTheDeviceOfADrbdResource() {
    RuleTester.Run run = tester.rewrites(
        SCRIPTED.formatted("web1-root", "/etc/xen/scripts/block-drbd"),
        """
        <disk type='block' device='disk'>
          <driver name='phy'/>
          <source dev='/dev/drbd/by-res/web1-root/0'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void knowsDrbdByTheNameOfTheDriver() {
    tester.rewrites(
        """
        <disk type='file' device='disk'>
          <driver name='drbd'/>
          <source file='web1'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """,
        """
        <disk type='block' device='disk'>
          <driver name='drbd'/>
          <source dev='/dev/drbd/by-res/web1/0'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
  }

  @Test
  void knowsDrbdByAPrefixOfTheSource() {
    tester.rewrites(
        """
        <disk type='block' device='disk'>
          <source dev='drbd:web1'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """,
        """
        <disk type='block' device='disk'>
          <source dev='/dev/drbd/by-res/web1/0'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
  }

  @Test
  void letsQemuOpenIscsi() {
    RuleTester.Run run = tester.rewrites(
        SCRIPTED.formatted("iqn=iqn.2001-05.com.example:web1,portal=192.0.2.7:3260", "block-iscsi"),
        """
        <disk type='network' device='disk'>
          <driver name='phy'/>
          <source protocol='iscsi' name='iqn.2001-05.com.example:web1/0'>
            <host name='192.0.2.7' port='3260'/>
          </source>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
    assertThat(run.findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"134.100.0.1 20004", "nbd:134.100.0.1 20004", "134.100.0.1:20004"})
  void letsQemuOpenNbd(String spec) {
    tester.rewrites(
        SCRIPTED.formatted(spec, "/etc/xen/scripts/block-nbd"),
        """
        <disk type='network' device='disk'>
          <driver name='phy'/>
          <source protocol='nbd'>
            <host name='134.100.0.1' port='20004'/>
          </source>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
  }

  @Test
  void letsQemuOpenRbd() {
    tester.rewrites(
        SCRIPTED.formatted(
            "rbd:pool/web1:auth_supported=none:mon_host=mon1.example.org\\:6789\\;mon2.example.org", "block-rbd"),
        """
        <disk type='network' device='disk'>
          <driver name='phy'/>
          <source protocol='rbd' name='pool/web1'>
            <host name='mon1.example.org' port='6789'/>
            <host name='mon2.example.org'/>
          </source>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
  }

  @Test
  void keepsThePathOfXensOwnScript() {
    String after =
        """
        <disk type='block' device='disk'>
          <driver name='phy'/>
          <source dev='/dev/vg/web1'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """;
    for (String script : new String[] {"/etc/xen/scripts/block", ""}) {
      RuleTester.Run run = tester.rewrites(SCRIPTED.formatted("/dev/vg/web1", script), after);
      assertThat(run.findings()).isEmpty();
    }
  }

  @Test
  void warnsOfQubesScript() {
    RuleTester.Run run = tester.rewrites(
        SCRIPTED.formatted("/var/lib/qubes/root.img", "/etc/xen/scripts/qubes-block"),
        """
        <disk type='block' device='disk'>
          <driver name='phy'/>
          <source dev='/var/lib/qubes/root.img'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("qubes-block");
    });
  }

  @Test
  void removesTheScriptOfANetworkDisk() {
    tester.rewrites(
        """
        <disk type='network' device='disk'>
          <source protocol='rbd' name='pool/web1'/>
          <target dev='xvda' bus='xen'/>
          <script path='block-rbd'/>
        </disk>
        """,
        """
        <disk type='network' device='disk'>
          <source protocol='rbd' name='pool/web1'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
  }

  @Test
  void removesTheScriptOfAnImageThatThePolicyHasMapped() {
    DiskMapping mapping = new DiskMapping(
        NameMatch.exact("odd:thing"), new DiskMapping.Path("/dev/kvm/web1"), Optional.empty());
    RuleTester.Run run = tester.with(Policy.builder().disks(List.of(mapping)).build()).rewrites(
        SCRIPTED.formatted("/dev/kvm/web1", "/etc/xen/scripts/block-odd"),
        """
        <disk type='block' device='disk'>
          <driver name='phy'/>
          <source dev='/dev/kvm/web1'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
    assertThat(run.findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "anything | /etc/xen/scripts/block-snapshot",
    "/dev/vg/a:/dev/vg/b | block-snapshot",
    "/dev/vg/a | block-unknown",
    "dev/../../x | block-drbd",
    "iqn=iqn.2001-05.com.example:web1,portal=192.0.2.7:3260,user=u,password=p | block-iscsi",
    "iqn=iqn.2001-05.com.example:web1,portal=192.0.2.7:3260,multipath=y | block-iscsi",
    "iqn=iqn.2001-05.com.example:web1 | block-iscsi",
    "portal=192.0.2.7:3260 | block-iscsi",
    "iqn=nonsense,portal=192.0.2.7 | block-iscsi",
    "host | block-nbd",
    "host port | block-nbd",
    "pool/web1:id=admin | block-rbd",
    "pool/web1@snap | block-rbd",
    "pool | block-rbd",
    "pool/web1:mon_host=a b c | block-rbd",
    "web1 | block-enbd"
  })
  void refusesWhatOnlyTheScriptUnderstands(String spec, String script) {
    RuleTester.Run run = tester.leavesAlone(SCRIPTED.formatted(spec, script));
    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.advice()).contains("policy's disks").contains(spec.strip());
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"phy", "file", "tap", "qemu"})
  void leavesOrdinaryDisksAlone(String driver) {
    RuleTester.Run run = tester.leavesAlone(
        """
        <disk type='file' device='disk'>
          <driver name='%s'/>
          <source file='/srv/a.img'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """.formatted(driver));
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesTheDeviceOfADrbdDiskAlone() {
    tester.leavesAlone(
        """
        <disk type='block' device='disk'>
          <driver name='drbd'/>
          <source dev='/dev/drbd0'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
  }
}
