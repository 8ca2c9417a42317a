package org.xen2kvm.converter.rule.hostdev;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class HostdevWithoutXenAttributesTest {
  private final RuleTester tester = RuleTester.of(new HostdevWithoutXenAttributes()).in(Frame.HVM_DEVICES);

  @Test
  void removesPcibackSettingsAndThePlaceInTheGuest() {
    tester.rewrites(
        """
        <hostdev mode='subsystem' type='pci' managed='yes' nostrictreset='yes'>
          <source writeFiltering='no'>
            <address domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
          </source>
          <address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/>
        </hostdev>
        """,
        """
        <hostdev mode='subsystem' type='pci' managed='yes'>
          <source>
            <address domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
          </source>
        </hostdev>
        """);
  }

  @Test
  void keepsTheDevicesAddressOnTheHost() {
    tester.leavesAlone(
        """
        <hostdev mode='subsystem' type='pci' managed='yes'>
          <source>
            <address domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
          </source>
        </hostdev>
        """);
  }
}
