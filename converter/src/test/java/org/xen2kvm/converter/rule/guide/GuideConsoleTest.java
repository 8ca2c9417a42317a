package org.xen2kvm.converter.rule.guide;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class GuideConsoleTest {
  private final RuleTester tester = RuleTester.of(new GuideConsole()).in(Frame.PV_DEVICES);

  @Test
  void removesBoth() {
    tester.with(Policy.guide()).rewrites(
        """
        <serial type='pty'>
          <target port='0'/>
        </serial>
        <console type='pty'>
          <target type='xen' port='0'/>
        </console>
        <input type='mouse' bus='usb'/>
        """,
        """
        <input type='mouse' bus='usb'/>
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
