package org.xen2kvm.converter.rule.display;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class OnePs2DeviceOfEachKindTest {
  private final RuleTester tester = RuleTester.of(new OnePs2DeviceOfEachKind()).in(Frame.PV_DEVICES);

  @Test
  void removesTheSecondMouse() {
    tester.rewrites(
        """
        <input type='mouse' bus='ps2'/>
        <input type='keyboard' bus='ps2'/>
        <input type='mouse' bus='ps2'/>
        """,
        """
        <input type='mouse' bus='ps2'/>
        <input type='keyboard' bus='ps2'/>
        """);
  }

  @Test
  void usbDevicesMayRepeat() {
    tester.leavesAlone(
        """
        <input type='mouse' bus='ps2'/>
        <input type='mouse' bus='usb'/>
        <input type='mouse' bus='usb'/>
        """);
  }
}
