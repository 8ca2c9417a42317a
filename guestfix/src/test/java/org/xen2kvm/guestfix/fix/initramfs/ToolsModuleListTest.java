package org.xen2kvm.guestfix.fix.initramfs;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class ToolsModuleListTest {
  private static final String LIST = "/etc/initramfs-tools/modules";
  private static final String CONF = "/etc/initramfs-tools/initramfs.conf";
  private static final String POLICY = "/etc/initramfs-tools/conf.d/driver-policy";

  private static FixTester tools(GuestCase guest) {
    return FixTester.on(new ToolsModuleList(), guest);
  }

  @Test
  void listOfAXenGuestBecomesOneForKvm() {
    tools(GuestCase.debian().file(CONF, "# comment\nMODULES=list\n").file(LIST, """
        # List of modules that you want to include in your initramfs.
        # raid1
        xen-blkfront
        xen-netfront
        ext4
        xen_fbfront width=800
        """)).makes(LIST, """
        # List of modules that you want to include in your initramfs.
        # raid1
        virtio_pci
        virtio_blk
        virtio_net
        ext4
        """).changesOnly(LIST).says();
  }

  @Test
  void policyOfDebiansInstallerCounts() {
    tools(GuestCase.debian().file(CONF, "MODULES=most\n")
        .file(POLICY, "# Driver inclusion policy selected during installation\nMODULES=dep\n").file(LIST, "ext4"))
        .makes(LIST, "ext4\nvirtio_pci\nvirtio_blk\n").changesOnly(LIST);
  }

  @Test
  void listThatIsMissingIsWritten() {
    tools(GuestCase.debian().file(CONF, "MODULES=\"list\"\n")).makes(LIST, "virtio_pci\nvirtio_blk\n").changesOnly(LIST);
  }

  @Test
  void namesAreKnownInBothSpellings() {
    tools(GuestCase.debian().file(CONF, "MODULES=list\n").file(LIST, "virtio-pci\r\nvirtio-blk\r\n")).leavesAlone();
  }

  @Test
  void carriageReturnsStay() {
    tools(GuestCase.debian().file(CONF, "MODULES=list\n").file(LIST, "xen-blkfront\r\next4\r\n"))
        .makes(LIST, "virtio_pci\r\nvirtio_blk\r\next4\r\n");
  }

  @Test
  void mostNeedsNothing() {
    tools(GuestCase.debian().file(CONF, "MODULES=list\n").file(POLICY, "MODULES=most\n").file(LIST, "ext4\n")).leavesAlone();
    tools(GuestCase.debian().file(CONF, "MODULES=most\n").file(POLICY + ".dpkg-old", "MODULES=dep\n").file(LIST, "#\n"))
        .leavesAlone();
  }

  @Test
  void mostLosesXensDrivers() {
    tools(GuestCase.debian().file(CONF, "MODULES=most\n").file(LIST, "xen-blkfront\nloop\n")).makes(LIST, "loop\n");
  }

  @Test
  void packagesPolicyIsHiddenByTheGuests() {
    GuestCase guest = GuestCase.debian().file(CONF, "MODULES=most\n")
        .file("/usr/share/initramfs-tools/conf.d/driver-policy", "MODULES=dep\n").file(POLICY, "MODULES=most\n");

    tools(guest).leavesAlone();
  }

  @Test
  void systemWithoutInitramfsToolsIsLeftAlone() {
    tools(GuestCase.debian().file(LIST, "xen-blkfront\n")).leavesAlone();
  }
}
