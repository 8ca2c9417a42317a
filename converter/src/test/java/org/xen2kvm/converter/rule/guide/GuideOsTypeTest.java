package org.xen2kvm.converter.rule.guide;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class GuideOsTypeTest {
  private final RuleTester tester = RuleTester.of(new GuideOsType()).in(Frame.DOMAIN);

  @Test
  void linuxBecomesHvm() {
    tester.with(Policy.guide()).rewrites(
        """
        <os>
          <type>linux</type>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
        </os>
        """);
  }

  @Test
  void knowsLinuxOnly() {
    tester.with(Policy.guide()).leavesAlone(
        """
        <os>
          <type>xenpvh</type>
        </os>
        """);
  }
}
