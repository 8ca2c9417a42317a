package org.xen2kvm.converter.rule.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

final class MediumOnBothHostsTest {
  private final RuleTester tester = RuleTester.of(new MediumOnBothHosts()).in(Frame.HVM_DEVICES);

  @Test
  void tellsOfAMediumThatMustBeThere() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <disk type='file' device='cdrom'>
          <driver name='qemu' type='raw'/>
          <source file='/srv/a.iso'/>
          <target dev='hdc' bus='ide'/>
          <readonly/>
        </disk>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("hdc");
      assertThat(finding.advice()).contains("startupPolicy");
    });
  }

  @Test
  void tellsOfADiskThatTheGuestOnlyReads() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <disk type='file' device='disk'>
          <driver name='qemu' type='raw'/>
          <source file='/srv/a.img'/>
          <target dev='vda' bus='virtio'/>
          <readonly/>
        </disk>
        """);

    assertThat(run.messages()).singleElement().asString().contains("vda");
  }

  @ParameterizedTest
  @ValueSource(strings = {"optional", "requisite"})
  void saysNothingOfAMediumThatMayBeMissing(String startupPolicy) {
    RuleTester.Run run = tester.leavesAlone(
        """
        <disk type='file' device='cdrom'>
          <driver name='qemu' type='raw'/>
          <source file='/srv/a.iso' startupPolicy='%s'/>
          <target dev='hdc' bus='ide'/>
          <readonly/>
        </disk>
        """.formatted(startupPolicy));

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void saysNothingOfWritableDisksEmptyDrivesAndMediaOnTheNetwork() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <disk type='file' device='disk'>
          <driver name='qemu' type='raw'/>
          <source file='/srv/a.img'/>
          <target dev='vda' bus='virtio'/>
        </disk>
        <disk type='file' device='cdrom'>
          <target dev='hdc' bus='ide'/>
          <readonly/>
        </disk>
        <disk type='network' device='cdrom'>
          <driver name='qemu' type='raw'/>
          <source protocol='https' name='a.iso'/>
          <target dev='hdd' bus='ide'/>
          <readonly/>
        </disk>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
