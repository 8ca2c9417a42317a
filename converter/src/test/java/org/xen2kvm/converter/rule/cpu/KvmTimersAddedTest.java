package org.xen2kvm.converter.rule.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class KvmTimersAddedTest {
  private final RuleTester tester = RuleTester.of(new KvmTimersAdded()).in(Frame.DOMAIN);

  @Test
  void addsTheTimersToTheClock() {
    tester.rewrites(
        """
        <clock offset='localtime'>
          <timer name='hpet' present='yes'/>
        </clock>
        """,
        """
        <clock offset='localtime'>
          <timer name='hpet' present='yes'/>
          <timer name='rtc' tickpolicy='catchup'/>
          <timer name='pit' tickpolicy='delay'/>
        </clock>
        """);
  }

  @Test
  void makesAClock() {
    tester.rewrites(
        """
        <os>
          <type>hvm</type>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
        </os>
        <clock offset='utc'>
          <timer name='rtc' tickpolicy='catchup'/>
          <timer name='pit' tickpolicy='delay'/>
          <timer name='hpet' present='no'/>
        </clock>
        """);
  }

  @Test
  void leavesTimersAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <clock offset='utc'>
          <timer name='rtc' tickpolicy='delay'/>
          <timer name='pit' tickpolicy='discard'/>
          <timer name='hpet' present='no'/>
        </clock>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void runsOnlyWhenAPolicyAsksForIt() {
    assertThat(new KvmTimersAdded().descriptor().activation()).isEqualTo(RuleDescriptor.Activation.DEFAULT_OFF);
  }
}
