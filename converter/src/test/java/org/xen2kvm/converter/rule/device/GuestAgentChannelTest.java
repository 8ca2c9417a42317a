package org.xen2kvm.converter.rule.device;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class GuestAgentChannelTest {
  private final RuleTester tester = RuleTester.of(new GuestAgentChannel()).in(Frame.PV_DEVICES);

  @Test
  void addsTheChannel() {
    tester.rewrites(
        """
        <controller type='usb' index='0'/>
        """,
        """
        <controller type='usb' index='0'/>
        <channel type='unix'>
          <target type='virtio' name='org.qemu.guest_agent.0'/>
        </channel>
        """);
  }

  @Test
  void leavesAnExistingOneAlone() {
    tester.leavesAlone(
        """
        <channel type='unix'>
          <target type='virtio' name='org.qemu.guest_agent.0'/>
        </channel>
        """);
  }
}
