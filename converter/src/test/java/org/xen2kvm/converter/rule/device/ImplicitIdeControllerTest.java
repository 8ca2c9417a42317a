package org.xen2kvm.converter.rule.device;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class ImplicitIdeControllerTest {
  private final RuleTester tester = RuleTester.of(new ImplicitIdeController()).in(Frame.HVM_DEVICES);

  @Test
  void removesTheIdeController() {
    tester.rewrites(
        """
        <controller type='usb' index='0'/>
        <controller type='ide' index='0'/>
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
        <controller type='scsi' index='0' model='virtio-scsi'/>
        """);
  }
}
