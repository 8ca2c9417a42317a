package org.xen2kvm.converter.rule.device;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class NoXenbusControllerTest {
  private final RuleTester tester = RuleTester.of(new NoXenbusController()).in(Frame.PV_DEVICES);

  @Test
  void removesTheXenbus() {
    tester.rewrites(
        """
        <controller type='usb' index='0'/>
        <controller type='xenbus' index='0' maxGrantFrames='64'/>
        """,
        """
        <controller type='usb' index='0'/>
        """);
  }

  @Test
  void leavesOthersAlone() {
    tester.leavesAlone(
        """
        <controller type='usb' index='0'/>
        """);
  }
}
