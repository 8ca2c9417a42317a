package org.xen2kvm.converter.rule.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class OsElementPresentTest {
  private final RuleTester tester = RuleTester.of(new OsElementPresent()).in(Frame.DOMAIN);

  @Test
  void addsOsBehindTheBootloader() {
    RuleTester.Run run = tester.rewrites(
        """
        <bootloader>/usr/bin/pygrub</bootloader>
        <on_poweroff>destroy</on_poweroff>
        """,
        """
        <bootloader>/usr/bin/pygrub</bootloader>
        <os>
          <type>hvm</type>
        </os>
        <on_poweroff>destroy</on_poweroff>
        """);

    assertThat(run.changes()).hasSize(1);
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void addsOsBeforeTheDevicesOfABareDomain() {
    tester.rewrites(
        """

        """,
        """
        <os>
          <type>hvm</type>
        </os>
        """);
  }

  @Test
  void addsOsAtTheEndOfADomainWithNothingBehindIt() {
    tester.in(Frame.NONE).rewrites(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>hvm</type>
          </os>
        </domain>
        """);
  }

  @Test
  void addsTheTypeToAnOsWithoutOne() {
    tester.rewrites(
        """
        <os>
          <boot dev='hd'/>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
          <boot dev='hd'/>
        </os>
        """);
  }

  @Test
  void leavesAnOsWithTypeAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>linux</type>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
