package org.xen2kvm.converter.rule.vcpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class SharesInRangeTest {
  private final RuleTester tester = RuleTester.of(new SharesInRange()).in(Frame.NONE);

  @Test
  void tooFewBecomeTheLeast() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <cputune>
            <shares>1</shares>
          </cputune>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <cputune>
            <shares>2</shares>
          </cputune>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("shares of 2");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void tooManyBecomeTheMost() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <cputune>
            <shares>262145</shares>
          </cputune>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <cputune>
            <shares>262144</shares>
          </cputune>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("262144");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void whatIsNoNumberGoes() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <cputune>
            <shares>many</shares>
          </cputune>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <cputune/>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("'many'");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void sharesStayAndTheirScaleIsSaid() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <cputune>
            <shares>256</shares>
          </cputune>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("shares of 256");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void withoutSharesNothingHappens() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <cputune>
            <quota>5000</quota>
          </cputune>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
