package org.xen2kvm.converter.rule.device;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class RandomNumberDeviceTest {
  private final RuleTester tester = RuleTester.of(new RandomNumberDevice()).in(Frame.PV_DEVICES);

  @Test
  void addsOne() {
    tester.rewrites(
        """
        <controller type='usb' index='0'/>
        """,
        """
        <controller type='usb' index='0'/>
        <rng model='virtio'>
          <backend model='random'>/dev/urandom</backend>
        </rng>
        """);
  }

  @Test
  void leavesOneAlone() {
    tester.leavesAlone(
        """
        <rng model='virtio'>
          <backend model='random'>/dev/random</backend>
        </rng>
        """);
  }
}
