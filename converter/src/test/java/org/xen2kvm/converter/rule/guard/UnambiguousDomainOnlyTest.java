package org.xen2kvm.converter.rule.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class UnambiguousDomainOnlyTest {
  private final RuleTester tester = RuleTester.of(new UnambiguousDomainOnly()).in(Frame.NONE);

  @Test
  void twoMemorySizesAreRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <memory>1048576</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("more than one <memory>");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void twoListsOfDevicesAreRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <devices>
            <input type='mouse'/>
          </devices>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("<devices>");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void otherElementsMayRepeat() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <seclabel type='none'/>
          <seclabel type='none'/>
          <my:name xmlns:my='urn:my'>x</my:name>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void aKvmDomainIsNotJudged() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='kvm'>
          <name>web1</name>
          <memory>524288</memory>
          <memory>1048576</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
