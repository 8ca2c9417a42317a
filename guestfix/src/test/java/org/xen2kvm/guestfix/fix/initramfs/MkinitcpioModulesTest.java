package org.xen2kvm.guestfix.fix.initramfs;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class MkinitcpioModulesTest {
  @Test
  void arrayOfArchNamesKvmsDrivers() {
    FixTester.on(new MkinitcpioModules(), GuestCase.debian().file("/etc/mkinitcpio.conf", """
        # MODULES=(xen-blkfront)
        MODULES=(xen-blkfront
          xen-netfront btrfs)
        HOOKS=(base udev autodetect)
        """).file("/etc/mkinitcpio.conf.d/old.conf", "MODULES=\"xenblk xen-kbdfront\"\n")).makes("/etc/mkinitcpio.conf", """
        # MODULES=(xen-blkfront)
        MODULES=(virtio_pci virtio_blk
          virtio_net btrfs)
        HOOKS=(base udev autodetect)
        """, "/etc/mkinitcpio.conf.d/old.conf", "MODULES=\"virtio_pci virtio_blk\"\n");
  }

  @Test
  void arrayWithoutXensDriversIsLeftAlone() {
    FixTester.on(new MkinitcpioModules(), GuestCase.debian().file("/etc/mkinitcpio.conf", "MODULES=(btrfs)\n")).leavesAlone();
  }
}
