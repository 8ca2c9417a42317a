package org.xen2kvm.converter.rule.hostdev;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class HostdevWithoutXenDriverTest {
  private final RuleTester tester = RuleTester.of(new HostdevWithoutXenDriver()).in(Frame.HVM_DEVICES);

  @Test
  void removesPciback() {
    tester.rewrites(
        """
        <hostdev mode='subsystem' type='pci' managed='yes'>
          <driver name='xen'/>
          <source>
            <address domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
          </source>
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
  void leavesVfioAlone() {
    tester.leavesAlone(
        """
        <hostdev mode='subsystem' type='pci' managed='yes'>
          <driver name='vfio'/>
          <source>
            <address domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
          </source>
        </hostdev>
        """);
  }
}
