package org.xen2kvm.converter.rule.guide;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class GuideBootDevTest {
  private final RuleTester tester = RuleTester.of(new GuideBootDev()).in(Frame.DOMAIN);

  @Test
  void addsTheHardDisk() {
    tester.with(Policy.guide()).rewrites(
        """
        <os>
          <type>hvm</type>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
          <boot dev='hd'/>
        </os>
        """);
  }

  @Test
  void notTwice() {
    tester.with(Policy.guide()).leavesAlone(
        """
        <os>
          <type>hvm</type>
          <boot dev='hd'/>
        </os>
        """);
  }
}
