package org.xen2kvm.converter.rule.vcpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.rule.RuleDescriptor.Activation;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class PinningDroppedTest {
  private final RuleTester tester = RuleTester.of(new PinningDropped()).in(Frame.NONE);

  @Test
  void allPinningGoes() {
    RuleTester.Run run = tester.rewrites(
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
          <numatune>
            <memory mode='strict' nodeset='1'/>
          </numatune>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu placement='static'>2</vcpu>
          <cputune>
            <shares>512</shares>
          </cputune>
          <devices/>
        </domain>
        """);

    assertThat(run.changes()).hasSize(4);
  }

  @Test
  void tuningWithNothingLeftGoes() {
    tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <cputune>
            <vcpupin vcpu='0' cpuset='2'/>
          </cputune>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);
  }

  @Test
  void otherTuningStays() {
    tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu>2</vcpu>
          <cputune>
            <shares>512</shares>
          </cputune>
          <devices/>
        </domain>
        """);
  }

  @Test
  void anEmptyTuningThatWasThereStays() {
    tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <cputune/>
          <devices/>
        </domain>
        """);
  }

  @Test
  void runsOnRequestOnly() {
    assertThat(new PinningDropped().descriptor().activation()).isEqualTo(Activation.DEFAULT_OFF);
  }
}
