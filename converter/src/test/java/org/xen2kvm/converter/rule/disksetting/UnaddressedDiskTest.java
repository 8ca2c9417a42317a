package org.xen2kvm.converter.rule.disksetting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class UnaddressedDiskTest {
  private final RuleTester tester = RuleTester.of(new UnaddressedDisk()).in(Frame.HVM_DEVICES);

  @Test
  void removesAddressAndAlias() {
    RuleTester.Run run = tester.rewrites(
        """
        <disk type='file' device='disk'>
          <source file='/srv/a.img'/>
          <target dev='hda' bus='ide'/>
          <alias name='ide0-0-0'/>
          <address type='drive' controller='0' bus='0' target='0' unit='0'/>
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
  void keepsTheAliasThatAUserGave() {
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
  void leavesOtherDevicesAndSourcesAlone() {
    tester.leavesAlone("<interface type='bridge'><address type='pci' slot='0x03'/></interface>");
    tester.leavesAlone(
        """
        <disk type='nvme' device='disk'>
          <source type='pci' managed='yes' namespace='1'>
            <address domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
          </source>
          <target dev='vda' bus='virtio'/>
        </disk>
        """);
  }
}
