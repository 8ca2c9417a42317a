package org.xen2kvm.converter.rule.guide;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class GuideOsArchTest {
  private final RuleTester tester = RuleTester.of(new GuideOsArch()).in(Frame.DOMAIN);

  @Test
  void addsTheArchitecture() {
    tester.with(Policy.guide()).rewrites(
        """
        <os>
          <type>hvm</type>
        </os>
        """,
        """
        <os>
          <type arch='x86_64'>hvm</type>
        </os>
        """);
  }

  @Test
  void keepsAnExistingOne() {
    tester.with(Policy.guide()).leavesAlone(
        """
        <os>
          <type arch='i686'>hvm</type>
        </os>
        """);
  }
}
