package org.xen2kvm.converter.rule.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class CleanParallelPortTest {
  private final RuleTester tester = RuleTester.of(new CleanParallelPort()).in(Frame.HVM_DEVICES);

  @Test
  void forgetsTheTerminal() {
    RuleTester.Run run = tester.rewrites(
        """
        <parallel type='pty' tty='/dev/pts/9'>
          <source path='/dev/pts/9'/>
          <target port='0'/>
        </parallel>
        """,
        """
        <parallel type='pty'>
          <target port='0'/>
        </parallel>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void keepsTheOtherAttributesOfTheSource() {
    RuleTester.Run run = tester.rewrites(
        """
        <parallel type='pty'>
          <source mode='bind' path='/dev/pts/9'/>
        </parallel>
        """,
        """
        <parallel type='pty'>
          <source mode='bind'/>
        </parallel>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void givesStandardStreamsATerminal() {
    RuleTester.Run run = tester.rewrites(
        """
        <parallel type='stdio'/>
        """,
        """
        <parallel type='pty'/>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void writesTheTypeDown() {
    RuleTester.Run run = tester.rewrites(
        """
        <parallel>
          <target port='0'/>
        </parallel>
        """,
        """
        <parallel type='pty'>
          <target port='0'/>
        </parallel>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void reportsADeviceOfTheHost() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <parallel type='dev'>
          <source path='/dev/parport0'/>
          <target port='0'/>
        </parallel>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("/dev/parport0");
      assertThat(finding.advice()).contains("KVM host");
    });
  }

  @Test
  void notesAFileOfTheHost() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <parallel type='file'>
          <source path='/var/log/printer.out'/>
          <target port='0'/>
        </parallel>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.NOTE);
      assertThat(finding.message()).contains("/var/log/printer.out");
    });
  }

  @Test
  void keepsAParallelPort() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <parallel type='pty'>
          <target port='0'/>
        </parallel>
        <parallel type='null'/>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
