package org.xen2kvm.converter.rule.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class WiremodeToProtocolTest {
  private final RuleTester tester = RuleTester.of(new WiremodeToProtocol()).in(Frame.HVM_DEVICES);

  @Test
  void writesTelnetAsProtocol() {
    RuleTester.Run run = tester.rewrites(
        """
        <serial type='tcp'>
          <source mode='bind' host='localhost' service='9999' wiremode='telnet'/>
          <target port='0'/>
        </serial>
        """,
        """
        <serial type='tcp'>
          <source mode='bind' host='localhost' service='9999'/>
          <protocol type='telnet'/>
          <target port='0'/>
        </serial>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void writesRawAsProtocolOfEachKindOfDevice() {
    RuleTester.Run run = tester.rewrites(
        """
        <serial type='tcp'>
          <source mode='bind' host='localhost' service='9999' wiremode='raw'/>
          <target port='0'/>
        </serial>
        <parallel type='tcp'>
          <source mode='bind' host='localhost' service='9999' wiremode='raw'/>
          <target port='0'/>
        </parallel>
        <console type='tcp'>
          <source mode='bind' host='localhost' service='9999' wiremode='raw'/>
          <target type='serial' port='0'/>
        </console>
        """,
        """
        <serial type='tcp'>
          <source mode='bind' host='localhost' service='9999'/>
          <protocol type='raw'/>
          <target port='0'/>
        </serial>
        <parallel type='tcp'>
          <source mode='bind' host='localhost' service='9999'/>
          <protocol type='raw'/>
          <target port='0'/>
        </parallel>
        <console type='tcp'>
          <source mode='bind' host='localhost' service='9999'/>
          <protocol type='raw'/>
          <target type='serial' port='0'/>
        </console>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void keepsAProtocolThatIsThere() {
    RuleTester.Run run = tester.rewrites(
        """
        <serial type='tcp'>
          <source mode='bind' host='localhost' service='9999' wiremode='raw'/>
          <protocol type='telnet'/>
          <target port='0'/>
        </serial>
        """,
        """
        <serial type='tcp'>
          <source mode='bind' host='localhost' service='9999'/>
          <protocol type='telnet'/>
          <target port='0'/>
        </serial>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void givesNoProtocolToUdp() {
    RuleTester.Run run = tester.rewrites(
        """
        <serial type='udp'>
          <source mode='bind' host='localhost' service='9998' wiremode='raw'/>
          <target port='0'/>
        </serial>
        """,
        """
        <serial type='udp'>
          <source mode='bind' host='localhost' service='9998'/>
          <target port='0'/>
        </serial>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void reportsAnUnknownMode() {
    RuleTester.Run run = tester.rewrites(
        """
        <serial type='tcp'>
          <source mode='bind' host='localhost' service='9999' wiremode='morse'/>
          <target port='0'/>
        </serial>
        """,
        """
        <serial type='tcp'>
          <source mode='bind' host='localhost' service='9999'/>
          <target port='0'/>
        </serial>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("wire mode morse");
      assertThat(finding.advice()).contains("raw now");
    });
  }

  @Test
  void leavesAProtocolAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <serial type='tcp'>
          <source mode='bind' host='localhost' service='9999'/>
          <protocol type='telnet'/>
          <target port='0'/>
        </serial>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
