package org.xen2kvm.converter.rule.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class NoControlDomainTest {
  private final RuleTester tester = RuleTester.of(new NoControlDomain()).in(Frame.NONE);

  @Test
  void isKnownByTheName() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>Domain-0</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("Domain-0");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void isKnownByTheUuidOfZeros() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <uuid>00000000-0000-0000-0000-000000000000</uuid>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("Domain-0");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void isKnownByTheUuidOfZerosWithoutDashes() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <uuid>00000000000000000000000000000000</uuid>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("Domain-0");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void isKnownByTheId() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen' id='0'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("Domain-0");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aGuestPasses() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen' id='10'>
          <name>web1</name>
          <memory>524288</memory>
          <uuid>0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d</uuid>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void anEmptyUuidIsNoUuidOfZeros() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <uuid/>
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
          <name>Domain-0</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
