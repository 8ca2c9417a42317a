package org.xen2kvm.converter.rule.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.policy.Policy.ConsoleChoice;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.Change.Kind;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class ConsoleToSerialTest {
  private final RuleTester pv = RuleTester.of(new ConsoleToSerial()).in(Frame.PV_DEVICES);
  private final RuleTester hvm = RuleTester.of(new ConsoleToSerial()).in(Frame.HVM_DEVICES);
  private final RuleTester none = pv.with(Policy.builder().console(ConsoleChoice.NONE).build());

  @Test
  void replacesTheXenConsole() {
    RuleTester.Run run = pv.rewrites(
        """
        <console type='pty'>
          <target type='xen' port='0'/>
        </console>
        """,
        """
        <serial type='pty'>
          <target port='0'/>
        </serial>
        """);

    assertThat(run.findings()).isEmpty();
    assertThat(run.changes()).extracting(Change::kind).containsExactly(Kind.REMOVE_ELEMENT, Kind.ADD_ELEMENT);
  }

  @Test
  void replacesTheConsoleOfARunningDomain() {
    RuleTester.Run run = pv.rewrites(
        """
        <console type='pty' tty='/dev/pts/7'>
          <source path='/dev/pts/7'/>
          <target type='xen' port='0'/>
        </console>
        """,
        """
        <serial type='pty'>
          <target port='0'/>
        </serial>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void takesAConsoleWithoutTargetForAXenOneInAParavirtualDomain() {
    RuleTester.Run run = pv.rewrites(
        """
        <console tty='/dev/pts/4'/>
        """,
        """
        <serial type='pty'>
          <target port='0'/>
        </serial>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void addsTheSerialPortBehindTheInterfaces() {
    RuleTester.Run run = pv.rewrites(
        """
        <emulator>/usr/lib/xen/bin/qemu-dm</emulator>
        <interface type='bridge'>
          <source bridge='br0'/>
        </interface>
        <input type='mouse' bus='xen'/>
        """,
        """
        <emulator>/usr/lib/xen/bin/qemu-dm</emulator>
        <interface type='bridge'>
          <source bridge='br0'/>
        </interface>
        <serial type='pty'>
          <target port='0'/>
        </serial>
        <input type='mouse' bus='xen'/>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void addsASerialPortToADomainWithNothing() {
    RuleTester.Run run = pv.rewrites(
        """
        <input type='mouse' bus='xen'/>
        """,
        """
        <input type='mouse' bus='xen'/>
        <serial type='pty'>
          <target port='0'/>
        </serial>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void forgetsTheTerminalOfASerialPortAndItsConsole() {
    RuleTester.Run run = hvm.rewrites(
        """
        <serial type='pty'>
          <source path='/dev/pts/11'/>
          <target port='0'/>
        </serial>
        <console type='pty' tty='/dev/pts/11'>
          <source path='/dev/pts/11'/>
          <target type='serial' port='0'/>
        </console>
        """,
        """
        <serial type='pty'>
          <target port='0'/>
        </serial>
        <console type='pty'>
          <target type='serial' port='0'/>
        </console>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void writesTheSerialPortOfALoneConsoleDown() {
    RuleTester.Run run = hvm.rewrites(
        """
        <console type='pty'/>
        """,
        """
        <serial type='pty'>
          <target port='0'/>
        </serial>
        <console type='pty'/>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void writesTheFileOfALoneConsoleDown() {
    RuleTester.Run run = hvm.rewrites(
        """
        <console type='file'>
          <source path='/var/log/hvm1.log'/>
          <target type='serial' port='0'/>
        </console>
        """,
        """
        <serial type='file'>
          <source path='/var/log/hvm1.log'/>
          <target port='0'/>
        </serial>
        <console type='file'>
          <source path='/var/log/hvm1.log'/>
          <target type='serial' port='0'/>
        </console>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.NOTE);
      assertThat(finding.message()).contains("/var/log/hvm1.log");
    });
  }

  @Test
  void removesAConsoleThatContradictsTheSerialPort() {
    RuleTester.Run run = hvm.rewrites(
        """
        <serial type='tcp'>
          <source mode='bind' host='127.0.0.1' service='9999'/>
          <protocol type='telnet'/>
          <target port='0'/>
        </serial>
        <console type='pty'>
          <target type='serial' port='0'/>
        </console>
        """,
        """
        <serial type='tcp'>
          <source mode='bind' host='127.0.0.1' service='9999'/>
          <protocol type='telnet'/>
          <target port='0'/>
        </serial>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void removesASecondConsoleOnASerialPort() {
    RuleTester.Run run = hvm.rewrites(
        """
        <serial type='pty'>
          <target port='0'/>
        </serial>
        <console type='pty'>
          <target type='serial' port='0'/>
        </console>
        <console type='pty'>
          <target type='serial' port='1'/>
        </console>
        """,
        """
        <serial type='pty'>
          <target port='0'/>
        </serial>
        <console type='pty'>
          <target type='serial' port='0'/>
        </console>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void removesConsolesOfOtherHypervisors() {
    RuleTester.Run run = hvm.rewrites(
        """
        <serial type='pty'>
          <target port='0'/>
        </serial>
        <console type='pty'>
          <target type='sclp' port='0'/>
        </console>
        """,
        """
        <serial type='pty'>
          <target port='0'/>
        </serial>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void givesStandardStreamsATerminal() {
    RuleTester.Run run = hvm.rewrites(
        """
        <serial type='stdio'>
          <target port='0'/>
        </serial>
        <console type='stdio'>
          <target type='serial' port='0'/>
        </console>
        """,
        """
        <serial type='pty'>
          <target port='0'/>
        </serial>
        <console type='pty'>
          <target type='serial' port='0'/>
        </console>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void separatesPortsOfOneNumber() {
    RuleTester.Run run = hvm.rewrites(
        """
        <serial type='pty'>
          <target port='0'/>
        </serial>
        <serial type='pty'>
          <target port='0'/>
        </serial>
        <serial type='pty'>
          <target port='1'/>
        </serial>
        """,
        """
        <serial type='pty'>
          <target port='0'/>
        </serial>
        <serial type='pty'>
          <target port='2'/>
        </serial>
        <serial type='pty'>
          <target port='1'/>
        </serial>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void writesTheTypeDown() {
    RuleTester.Run run = hvm.rewrites(
        """
        <serial>
          <target port='0'/>
        </serial>
        """,
        """
        <serial type='pty'>
          <target port='0'/>
        </serial>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void removesATargetTypeThatKvmDoesNotHave() {
    RuleTester.Run run = pv.rewrites(
        """
        <serial type='pty'>
          <target type='xen' port='0'/>
        </serial>
        """,
        """
        <serial type='pty'>
          <target port='0'/>
        </serial>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void addsASerialPortBesideAVirtioConsole() {
    RuleTester.Run run = hvm.rewrites(
        """
        <console type='pty'>
          <target type='virtio' port='0'/>
        </console>
        """,
        """
        <serial type='pty'>
          <target port='0'/>
        </serial>
        <console type='pty'>
          <target type='virtio' port='0'/>
        </console>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void removesEverythingWhenThePolicySaysSo() {
    RuleTester.Run run = none.rewrites(
        """
        <console type='pty'>
          <target type='xen' port='0'/>
        </console>
        <serial type='pty'>
          <target port='0'/>
        </serial>
        <input type='mouse' bus='xen'/>
        """,
        """
        <input type='mouse' bus='xen'/>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void addsNothingWhenThePolicySaysSo() {
    RuleTester.Run run = none.leavesAlone(
        """
        <input type='mouse' bus='xen'/>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void keepsASerialPortAndItsConsole() {
    RuleTester.Run run = hvm.leavesAlone(
        """
        <serial type='pty'>
          <target port='0'/>
        </serial>
        <console type='pty'>
          <target type='serial' port='0'/>
        </console>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void keepsSocketsOfTheHost() {
    RuleTester.Run run = hvm.leavesAlone(
        """
        <serial type='tcp'>
          <source mode='bind' host='127.0.0.1' service='9999'/>
          <protocol type='telnet'/>
          <target port='0'/>
        </serial>
        <console type='tcp'>
          <source mode='bind' host='127.0.0.1' service='9999'/>
          <protocol type='telnet'/>
          <target type='serial' port='0'/>
        </console>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void reportsADeviceOfTheHost() {
    RuleTester.Run run = hvm.leavesAlone(
        """
        <serial type='dev'>
          <source path='/dev/ttyS0'/>
          <target port='0'/>
        </serial>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("/dev/ttyS0");
      assertThat(finding.advice()).contains("KVM host");
    });
  }

  @Test
  void reportsAPipe() {
    RuleTester.Run run = hvm.leavesAlone(
        """
        <serial type='pipe'>
          <source path='/tmp/hvm1.pipe'/>
          <target port='0'/>
        </serial>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("the pipe /tmp/hvm1.pipe");
      assertThat(finding.advice()).contains("mkfifo");
    });
  }

  @Test
  void reportsAConnectionThatIsMadeAtStart() {
    RuleTester.Run run = hvm.leavesAlone(
        """
        <serial type='tcp'>
          <source mode='connect' host='logger.example.com' service='2001'/>
          <target port='0'/>
        </serial>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("connects to logger.example.com port 2001");
    });
  }

  @Test
  void reportsAnAddressOfTheXenHost() {
    RuleTester.Run run = hvm.leavesAlone(
        """
        <serial type='udp'>
          <source mode='bind' host='192.0.2.10' service='2001'/>
          <source mode='connect' host='192.0.2.11' service='2002'/>
          <target port='0'/>
        </serial>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("listens on 192.0.2.10");
    });
  }

  @Test
  void reportsAFifthSerialPort() {
    RuleTester.Run run = hvm.leavesAlone(
        """
        <serial type='pty'>
          <target port='0'/>
        </serial>
        <serial type='pty'>
          <target port='1'/>
        </serial>
        <serial type='pty'>
          <target port='2'/>
        </serial>
        <serial type='pty'>
          <target port='3'/>
        </serial>
        <serial type='pty'>
          <target port='4'/>
        </serial>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("5 serial ports");
    });
  }

  @Test
  void leavesOddPortNumbersAlone() {
    RuleTester.Run run = hvm.leavesAlone(
        """
        <serial type='null'>
          <target port='first'/>
        </serial>
        <serial type='null'/>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
