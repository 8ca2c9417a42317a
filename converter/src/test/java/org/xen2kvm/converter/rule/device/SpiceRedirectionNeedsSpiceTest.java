package org.xen2kvm.converter.rule.device;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class SpiceRedirectionNeedsSpiceTest {
  private final RuleTester tester = RuleTester.of(new SpiceRedirectionNeedsSpice()).in(Frame.HVM_DEVICES);

  @Test
  void removesRedirectionWithoutSpice() {
    tester.rewrites(
        """
        <redirdev bus='usb' type='spicevmc'/>
        <graphics type='vnc'/>
        """,
        """
        <graphics type='vnc'/>
        """);
  }

  @Test
  void leavesItWithSpice() {
    tester.leavesAlone(
        """
        <redirdev bus='usb' type='spicevmc'/>
        <graphics type='spice'/>
        """);
  }

  @Test
  void leavesTcpAlone() {
    tester.leavesAlone(
        """
        <redirdev bus='usb' type='tcp'>
          <source mode='connect' host='localhost' service='4000'/>
          <protocol type='raw'/>
        </redirdev>
        """);
  }
}
