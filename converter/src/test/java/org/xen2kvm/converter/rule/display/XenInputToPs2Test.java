package org.xen2kvm.converter.rule.display;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class XenInputToPs2Test {
  private final RuleTester tester = RuleTester.of(new XenInputToPs2()).in(Frame.PV_DEVICES);

  @Test
  void mouseAndKeyboardGoToPs2() {
    tester.rewrites(
        """
        <input type='mouse' bus='xen'/>
        <input type='keyboard' bus='xen'/>
        """,
        """
        <input type='mouse' bus='ps2'/>
        <input type='keyboard' bus='ps2'/>
        """);
  }

  @Test
  void tabletsGoToUsb() {
    tester.rewrites(
        """
        <input type='tablet' bus='xen'/>
        <input type='tablet' bus='ps2'/>
        """,
        """
        <input type='tablet' bus='usb'/>
        <input type='tablet' bus='usb'/>
        """);
  }

  @Test
  void usbStays() {
    tester.leavesAlone(
        """
        <input type='tablet' bus='usb'/>
        <input type='mouse'/>
        """);
  }
}
