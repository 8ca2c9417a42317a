package org.xen2kvm.converter.rule.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class UsbControllerThatQemuHasTest {
  private final RuleTester tester = RuleTester.of(new UsbControllerThatQemuHas()).in(Frame.HVM_DEVICES);

  @Test
  void xensControllerBecomesXhci() {
    tester.rewrites(
        """
        <controller type='usb' index='0' model='qusb2' ports='24'/>
        """,
        """
        <controller type='usb' index='0' model='qemu-xhci' ports='15'/>
        """);
  }

  @Test
  void fewPortsStay() {
    tester.rewrites(
        """
        <controller type='usb' index='0' model='qusb1' ports='6'/>
        """,
        """
        <controller type='usb' index='0' model='qemu-xhci' ports='6'/>
        """);
  }

  @Test
  void aCompanionWithoutMasterGoes() {
    RuleTester.Run run = tester.rewrites(
        """
        <controller type='usb' index='0'/>
        <controller type='usb' index='9' model='ich9-uhci1'>
          <master startport='0'/>
        </controller>
        """,
        """
        <controller type='usb' index='0'/>
        """);

    assertThat(run.findings()).hasSize(1);
  }

  @Test
  void aCompanionWithMasterStays() {
    tester.leavesAlone(
        """
        <controller type='usb' index='0' model='ich9-ehci1'/>
        <controller type='usb' index='0' model='ich9-uhci1'>
          <master startport='0'/>
        </controller>
        """);
  }

  @Test
  void aMasterHasNoMaster() {
    tester.rewrites(
        """
        <controller type='usb' index='0' model='ich9-ehci1'>
          <master startport='0'/>
        </controller>
        """,
        """
        <controller type='usb' index='0' model='ich9-ehci1'/>
        """);
  }
}
