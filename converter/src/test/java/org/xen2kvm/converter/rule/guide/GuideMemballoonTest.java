package org.xen2kvm.converter.rule.guide;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class GuideMemballoonTest {
  private final RuleTester tester = RuleTester.of(new GuideMemballoon()).in(Frame.PV_DEVICES);

  @Test
  void addsOne() {
    tester.with(Policy.guide()).rewrites(
        """
        <input type='mouse' bus='usb'/>
        """,
        """
        <input type='mouse' bus='usb'/>
        <memballoon model='virtio'/>
        """);
  }

  @Test
  void notTwice() {
    tester.with(Policy.guide()).leavesAlone(
        """
        <memballoon model='virtio'/>
        """);
  }
}
