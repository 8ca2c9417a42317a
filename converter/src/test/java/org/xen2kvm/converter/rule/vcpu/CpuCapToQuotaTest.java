package org.xen2kvm.converter.rule.vcpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class CpuCapToQuotaTest {
  private final RuleTester tester = RuleTester.of(new CpuCapToQuota()).in(Frame.NONE);

  @Test
  void aCapBecomesAQuotaOfTheDomain() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu cpu_cap='150'>2</vcpu>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu>2</vcpu>
          <cputune>
            <global_period>100000</global_period>
            <global_quota>150000</global_quota>
          </cputune>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void otherTuningStays() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu cpu_cap='50'>2</vcpu>
          <cputune>
            <shares>512</shares>
          </cputune>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu>2</vcpu>
          <cputune>
            <shares>512</shares>
            <global_period>100000</global_period>
            <global_quota>50000</global_quota>
          </cputune>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void aPeriodOfItsOwnIsAdjusted() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu cpu_cap='50'>2</vcpu>
          <cputune>
            <global_period>50000</global_period>
          </cputune>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu>2</vcpu>
          <cputune>
            <global_period>100000</global_period>
            <global_quota>50000</global_quota>
          </cputune>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void aQuotaOfItsOwnStays() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu cpu_cap='50'>2</vcpu>
          <cputune>
            <global_quota>70000</global_quota>
          </cputune>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu>2</vcpu>
          <cputune>
            <global_quota>70000</global_quota>
          </cputune>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void zeroIsNoCap() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu cpu_cap='0'>2</vcpu>
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

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void whatIsNoPercentageGoesWithAWarning() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu cpu_cap='half'>2</vcpu>
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
      assertThat(finding.message()).contains("'half'");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void withoutACapNothingHappens() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu>2</vcpu>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
