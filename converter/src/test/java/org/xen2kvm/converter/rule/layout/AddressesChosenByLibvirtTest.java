package org.xen2kvm.converter.rule.layout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class AddressesChosenByLibvirtTest {
  private final RuleTester tester = RuleTester.of(new AddressesChosenByLibvirt()).in(Frame.HVM_DEVICES);

  @Test
  void addressesAndAliasesGo() {
    RuleTester.Run run = tester.rewrites(
        """
        <disk type='file' device='disk'>
          <source file='/srv/a.img'/>
          <target dev='hda' bus='ide'/>
          <alias name='ide0-0-0'/>
          <address type='drive' controller='0' bus='0' unit='0'/>
        </disk>
        """,
        """
        <disk type='file' device='disk'>
          <source file='/srv/a.img'/>
          <target dev='hda' bus='ide'/>
        </disk>
        """);

    assertThat(run.changes()).hasSize(2);
  }

  @Test
  void aHostDeviceKeepsItsAddressOnTheHost() {
    tester.rewrites(
        """
        <hostdev mode='subsystem' type='pci' managed='yes'>
          <source>
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
  void anAliasOfTheUserStays() {
    tester.leavesAlone(
        """
        <disk type='file' device='disk'>
          <source file='/srv/a.img'/>
          <target dev='hda' bus='ide'/>
          <alias name='ua-root'/>
        </disk>
        """);
  }

  @Test
  void withoutAddressesNothingHappens() {
    tester.leavesAlone(
        """
        <disk type='file' device='disk'>
          <source file='/srv/a.img'/>
          <target dev='hda' bus='ide'/>
        </disk>
        """);
  }
}
