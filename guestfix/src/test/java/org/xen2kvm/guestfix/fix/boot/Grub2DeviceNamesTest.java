package org.xen2kvm.guestfix.fix.boot;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class Grub2DeviceNamesTest {
  private static GuestCase twoDisks() {
    return GuestCase.debian().disks(new DiskNames(0, "xvda", "vda", false, true), new DiskNames(1, "xvde", "vdb", false, false));
  }

  @Test
  void grub2FindsTheBiossDisks() {
    FixTester.on(new Grub2DeviceNames(), twoDisks().file("/boot/grub/grub.cfg", """
        set root='xen/xvda,msdos1'
        search --no-floppy --fs-uuid --set=root --hint-xen=xen/xvde,msdos1 1
        menuentry 'xen/xvda' {
          linux (xen/xvda,msdos1)/vmlinuz
        }
        """)).makes("/boot/grub/grub.cfg", """
        set root='hd0,msdos1'
        search --no-floppy --fs-uuid --set=root --hint-xen=hd1,msdos1 1
        menuentry 'xen/xvda' {
          linux (hd0,msdos1)/vmlinuz
        }
        """);
    FixTester.on(new Grub2DeviceNames(), GuestCase.debian().disks(new DiskNames(0, "xvda1", "vda", true, true))
        .file("/boot/grub/grub.cfg", "set root='xen/xvda1'\n")).makes("/boot/grub/grub.cfg", "set root='hd0'\n");
  }

  @Test
  void namesOfTheBiosAndOfUnknownDisksStay() {
    FixTester.on(new Grub2DeviceNames(), twoDisks().file("/boot/grub/grub.cfg", "set root='hd0,msdos1'\nset root='xen/xvdz'\n"))
        .leavesAlone();
  }
}
