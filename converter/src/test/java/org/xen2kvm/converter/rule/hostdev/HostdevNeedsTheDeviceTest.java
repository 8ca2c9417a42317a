package org.xen2kvm.converter.rule.hostdev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class HostdevNeedsTheDeviceTest {
  private final RuleTester tester = RuleTester.of(new HostdevNeedsTheDevice()).in(Frame.HVM_DEVICES);

  @Test
  void removesDevicesOfContainers() {
    RuleTester.Run run = tester.rewrites(
        """
        <hostdev mode='capabilities' type='misc'>
          <source>
            <char>/dev/net/tun</char>
          </source>
        </hostdev>
        <controller type='usb' index='0'/>
        """,
        """
        <controller type='usb' index='0'/>
        """);

    assertThat(run.findings()).hasSize(1);
  }

  @Test
  void keepsAPciDeviceAndSaysWhatItNeeds() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <hostdev mode='subsystem' type='pci' managed='yes'>
          <source>
            <address domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
          </source>
        </hostdev>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> assertThat(finding.advice()).contains("IOMMU"));
  }

  @Test
  void saysNothingWithoutOne() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <controller type='usb' index='0'/>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
