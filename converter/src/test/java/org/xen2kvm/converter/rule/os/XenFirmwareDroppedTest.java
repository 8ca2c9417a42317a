package org.xen2kvm.converter.rule.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class XenFirmwareDroppedTest {
  private final RuleTester tester = RuleTester.of(new XenFirmwareDropped()).in(Frame.DOMAIN);

  @Test
  void removesHvmloader() {
    RuleTester.Run run = tester.rewrites(
        """
        <os>
          <type>hvm</type>
          <loader type='rom'>/usr/lib/xen-4.17/boot/hvmloader</loader>
          <boot dev='hd'/>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
          <boot dev='hd'/>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void removesTheRelativeForm() {
    tester.rewrites(
        """
        <os>
          <type>hvm</type>
          <loader type='rom'>hvmloader</loader>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
        </os>
        """);
  }

  @Test
  void removesAnEmptyLoaderAndAStoreForVariables() {
    RuleTester.Run run = tester.rewrites(
        """
        <os>
          <type>hvm</type>
          <loader/>
          <nvram>/var/lib/x.fd</nvram>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
        </os>
        """);

    assertThat(run.changes()).hasSize(2);
  }

  @Test
  void keepsForeignFirmwareWithAWarning() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>hvm</type>
          <loader>/usr/share/seabios/bios-256k.bin</loader>
        </os>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("/usr/share/seabios/bios-256k.bin");
    });
  }

  @Test
  void leavesUefiFirmwareToItsOwnRule() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>hvm</type>
          <loader type='pflash'>/usr/lib/xen/boot/ovmf.bin</loader>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesADomainWithoutLoaderAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>hvm</type>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
