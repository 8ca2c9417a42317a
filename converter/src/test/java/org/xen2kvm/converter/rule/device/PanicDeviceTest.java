package org.xen2kvm.converter.rule.device;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class PanicDeviceTest {
  private final RuleTester tester = RuleTester.of(new PanicDevice()).in(Frame.PV_DEVICES);

  @Test
  void addsOne() {
    tester.rewrites(
        """
        <controller type='usb' index='0'/>
        """,
        """
        <controller type='usb' index='0'/>
        <panic model='isa'/>
        """);
  }

  @Test
  void leavesOneAlone() {
    tester.leavesAlone(
        """
        <panic model='hyperv'/>
        """);
  }
}
