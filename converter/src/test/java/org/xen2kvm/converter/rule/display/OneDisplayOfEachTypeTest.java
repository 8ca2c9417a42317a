package org.xen2kvm.converter.rule.display;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class OneDisplayOfEachTypeTest {
  private final RuleTester tester = RuleTester.of(new OneDisplayOfEachType()).in(Frame.HVM_DEVICES);

  @Test
  void theFirstOfAKindStays() {
    RuleTester.Run run = tester.rewrites(
        """
        <graphics type='vnc' port='5901'/>
        <graphics type='vnc' port='5902'/>
        """,
        """
        <graphics type='vnc' port='5901'/>
        """);

    assertThat(run.findings()).hasSize(1);
  }

  @Test
  void oneOfEachIsFine() {
    tester.leavesAlone(
        """
        <graphics type='vnc'/>
        <graphics type='spice'/>
        """);
  }
}
