package org.xen2kvm.converter.rule.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class XenTimersDroppedTest {
  private final RuleTester tester = RuleTester.of(new XenTimersDropped()).in(Frame.DOMAIN);

  @Test
  void removesTheTimersOfXen() {
    RuleTester.Run run = tester.rewrites(
        """
        <clock offset='utc'>
          <timer name='platform' track='guest'/>
          <timer name='xen'/>
          <timer name='tsc' present='yes' mode='native'/>
          <timer name='hpet' present='no'/>
        </clock>
        """,
        """
        <clock offset='utc'>
          <timer name='hpet' present='no'/>
        </clock>
        """);

    assertThat(run.changes()).hasSize(3);
  }

  @Test
  void removesTheFrequencyOfTheXenHost() {
    tester.rewrites(
        """
        <clock offset='utc'>
          <timer name='tsc' present='no' frequency='2000000000' mode='emulate'/>
        </clock>
        """,
        """
        <clock offset='utc'>
          <timer name='tsc' present='no'/>
        </clock>
        """);
  }

  @Test
  void leavesTimersOfKvmAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <clock offset='utc'>
          <timer name='rtc' tickpolicy='catchup'/>
          <timer name='pit' tickpolicy='delay'/>
          <timer name='hpet' present='yes'/>
        </clock>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
