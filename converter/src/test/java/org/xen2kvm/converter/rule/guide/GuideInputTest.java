package org.xen2kvm.converter.rule.guide;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class GuideInputTest {
  private final RuleTester tester = RuleTester.of(new GuideInput()).in(Frame.PV_DEVICES);

  @Test
  void xenBecomesPs2() {
    tester.with(Policy.guide()).rewrites(
        """
        <input type='mouse' bus='xen'/>
        <input type='tablet' bus='xen'/>
        """,
        """
        <input type='mouse' bus='ps2'/>
        <input type='tablet' bus='ps2'/>
        """);
  }

  @Test
  void leavesOthersAlone() {
    tester.with(Policy.guide()).leavesAlone(
        """
        <input type='mouse' bus='usb'/>
        """);
  }
}
