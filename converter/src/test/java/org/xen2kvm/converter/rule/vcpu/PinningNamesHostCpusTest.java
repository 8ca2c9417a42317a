package org.xen2kvm.converter.rule.vcpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class PinningNamesHostCpusTest {
  private final RuleTester tester = RuleTester.of(new PinningNamesHostCpus()).in(Frame.NONE);

  @Test
  void saysOnceWhichCpusTheHostMustHave() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu placement='static' cpuset='0-7,^4'>2</vcpu>
          <cputune>
            <shares>512</shares>
            <vcpupin vcpu='0' cpuset='2'/>
            <emulatorpin cpuset='0-1'/>
          </cputune>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("CPUs up to number 7");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void saysWhichNodes() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <numatune>
            <memory mode='strict' nodeset='0-1'/>
          </numatune>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("NUMA nodes up to number 1");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void saysBoth() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu cpuset='3'>2</vcpu>
          <numatune>
            <memory mode='strict' nodeset='0'/>
          </numatune>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("number 3 and NUMA nodes up to number 0");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void withoutPinningNothingIsSaid() {
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

  @Test
  void aListThatCannotBeReadNamesNothing() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu cpuset='all'>2</vcpu>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void nothingIsSaidWhenThePolicyKeepsThePinning() {
    RuleTester.Run run = tester.with(Policy.builder().keepCpuPinning(true).build()).leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu placement='static'>2</vcpu>
          <cputune>
            <shares>512</shares>
            <vcpupin vcpu='0' cpuset='2'/>
            <emulatorpin cpuset='0-1'/>
          </cputune>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
