package org.xen2kvm.converter.rule.vcpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class CurrentVcpusInRangeTest {
  private final RuleTester tester = RuleTester.of(new CurrentVcpusInRange()).in(Frame.NONE);

  @Test
  void moreThanTheMaximumBecomesAll() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu current='5'>2</vcpu>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu>2</vcpu>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("'5' of 2");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void noneBecomesAll() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu current='0'>2</vcpu>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu>2</vcpu>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("'0' of 2");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aWordBecomesAll() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu current='some'>2</vcpu>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu>2</vcpu>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("'some'");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aNumberInRangeStays() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu placement='static' current='2'>4</vcpu>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void theMaximumItselfStays() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu current='4'>4</vcpu>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
