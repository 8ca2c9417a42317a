package org.xen2kvm.converter.xl;

import static org.xen2kvm.converter.report.Severity.NOTE;
import static org.xen2kvm.converter.report.Severity.WARNING;

import org.junit.jupiter.api.Test;

/** What the XML cannot say, or says in another way than it is written, is told. */
final class NothingLostTest {
  @Test
  void aDeviceGivenAsADictionaryIsMissed() {
    ReadConfig.pv("vif=['bridge=br0', {'bridge':'br1'}]").tells(WARNING, "xl-value", 3, 20, "'vif[2]' is a dictionary");
    ReadConfig.pv("pci=[{'pf':'3b:00.0'}]").tells(WARNING, "xl-value", 3, 6, "'pci[1]' is a dictionary");
    ReadConfig.pv("disk={'a':'b'}").tells(WARNING, "xl-value", 3, 6, "'disk' is a dictionary");
  }

  @Test
  void twoKindsOfUsbControllersHaveIndexesOfTheirOwn() {
    ReadConfig.hvm("usbversion=3\nusbctrl=['version=2','version=1']").says("index='0' model='nec-xhci'")
        .says("index='1' model='qusb2'").says("index='2' model='qusb1'");
    ReadConfig.hvm("usbctrl=['version=2']").says("index='0' model='qusb2'");
  }

  @Test
  void firmwareThatIsNotUsedIsTold() {
    ReadConfig.hvm("bios='ovmf'\nfirmware_override='/x'").says("ovmf.bin</loader>")
        .tells(WARNING, "xl-key-without-meaning-on-kvm", 5, 1, "'firmware_override' is dropped: 'bios'");
    ReadConfig.hvm("firmware_override='/x'").says(">/x</loader>").withoutFindings();
    ReadConfig.hvm("bios='foo'").says("hvmloader</loader>").tells(WARNING, "xl-value", 4, 6, "not 'foo'");
  }

  @Test
  void allGroupsOfViridianAreAllFeatures() {
    ReadConfig.hvm("viridian=['all']").says("<vpindex state='on'/><synic state='on'/><stimer state='on'/><tlbflush state='on'/>"
        + "<ipi state='on'/>");
  }

  @Test
  void keysThatTuneTheInterruptControllerAreNotes() {
    ReadConfig.hvm("vpmu=1\nassisted_xapic=1\nassisted_x2apic=1").tells(NOTE, "xl-key-without-meaning-on-kvm", 5, 1, "assisted_xapic");
  }

  @Test
  void aNameThatXenChoseIsNone() {
    ReadConfig.pv("vif=['vifname=vif1.0']").saysNot("<target dev");
    ReadConfig.pv("vif=['vifname=vif1.0x']").says("<target dev='vif1.0x'/>");
    ReadConfig.pv("vif=['vifname=vif.0']").says("<target dev='vif.0'/>");
  }
}
