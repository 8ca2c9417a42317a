package org.xen2kvm.converter.rule.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class RunningDumpNoticedTest {
  private final RuleTester tester = RuleTester.of(new RunningDumpNoticed()).in(Frame.NONE);

  @Test
  void saysOnceWhatWasSeen() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen' id='53'>
          <name>web1</name>
          <memory>524288</memory>
          <devices>
            <interface type='bridge'>
              <source bridge='br0'/>
              <target dev='vif53.0'/>
            </interface>
            <console type='pty' tty='/dev/pts/7'>
              <source path='/dev/pts/7'/>
              <target type='xen' port='0'/>
            </console>
          </devices>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("(id 53, vif53.0, /dev/pts/7)");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void namesAtMostFour() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen' id='53'>
          <name>web1</name>
          <memory>524288</memory>
          <devices>
            <interface type='bridge'>
              <source bridge='br0'/>
              <target dev='vif53.0'/>
            </interface>
            <console type='pty' tty='/dev/pts/7'>
              <source path='/dev/pts/7'/>
              <target type='xen' port='0'/>
            </console>
            <serial type='pty'>
              <source path='/dev/pts/8'/>
            </serial>
            <serial type='pty'>
              <source path='/dev/pts/9'/>
            </serial>
          </devices>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("/dev/pts/8 …");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void anInactiveDumpPasses() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <devices>
            <interface type='bridge'>
              <source bridge='br0'/>
              <target dev='net0'/>
            </interface>
            <serial type='file'>
              <source path='/var/log/web1.log'/>
            </serial>
            <console type='pty'>
              <target type='xen' port='0'/>
            </console>
          </devices>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void aRunningKvmDomainIsNotJudged() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='kvm' id='3'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void aDomainWithoutDevicesPasses() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
