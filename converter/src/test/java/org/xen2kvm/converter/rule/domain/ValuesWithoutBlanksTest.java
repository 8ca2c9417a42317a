package org.xen2kvm.converter.rule.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class ValuesWithoutBlanksTest {
  private final RuleTester tester = RuleTester.of(new ValuesWithoutBlanks()).in(Frame.NONE);

  @Test
  void blanksGo() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>
            web 1
          </name>
          <memory unit='KiB'> 524288 </memory>
          <vcpu>
            2
          </vcpu>
          <on_crash> destroy</on_crash>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web 1</name>
          <memory unit='KiB'>524288</memory>
          <vcpu>2</vcpu>
          <on_crash>destroy</on_crash>
          <devices/>
        </domain>
        """);

    assertThat(run.changes()).hasSize(4);
  }

  @Test
  void plainValuesStay() {
    tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web 1</name>
          <memory>524288</memory>
          <vcpu>2</vcpu>
          <devices/>
        </domain>
        """);
  }

  @Test
  void otherTextKeepsItsBlanks() {
    tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <description> two
              lines </description>
          <my:name xmlns:my='urn:my'> x </my:name>
          <devices/>
        </domain>
        """);
  }

  @Test
  void aValueWithACommentStays() {
    tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu> 2 <!-- or more --></vcpu>
          <devices/>
        </domain>
        """);
  }
}
