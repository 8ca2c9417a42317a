package org.xen2kvm.guestfix.fix.boot;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

/** device.map and GRUB 2's names of disks. */
final class DeviceNamesTest {
  private static GuestCase twoDisks() {
    return GuestCase.debian().disks(new DiskNames(0, "xvda", "vda", false, true), new DiskNames(1, "xvde", "vdb", false, false));
  }

  @Test
  void deviceMapNamesKvmsDisks() {
    FixTester.on(new DeviceMapNames(), twoDisks()
        .file("/boot/grub2/device.map", "# map\n(fd0)\t/dev/fd0\n(hd0)\t/dev/xvda\n(hd1)\t/dev/xvde\n(hd2) /dev/xvdz\n")
        .file("/etc/default/grub_installdevice", "/dev/xvda1\nactivate\ngeneric_mbr\n")
        .file("/etc/sysconfig/grub", "boot=/dev/xvda\nforcelba=0\n"))
        .makes("/boot/grub2/device.map", "# map\n(fd0)\t/dev/fd0\n(hd0)\t/dev/vda\n(hd1)\t/dev/vdb\n(hd2) /dev/xvdz\n",
            "/etc/default/grub_installdevice", "/dev/vda1\nactivate\ngeneric_mbr\n",
            "/etc/sysconfig/grub", "boot=/dev/vda\nforcelba=0\n");
    FixTester.on(new DeviceMapNames(), GuestCase.debian().startedByItself()
        .file("/boot/grub/device.map", "(hd0) /dev/disk/by-id/ata-QEMU_HARDDISK_QM00001\r\n(hd1) /dev/sda"))
        .makes("/boot/grub/device.map", "(hd0) /dev/vda\r\n(hd1) /dev/vda");
  }

  @Test
  void aDeviceMapThatFitsIsLeftAlone() {
    FixTester.on(new DeviceMapNames(), twoDisks().file("/boot/grub/device.map", "(hd0) /dev/vda\n(hd1) /dev/mapper/xvda\n")).leavesAlone();
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
    FixTester.on(new Grub2DeviceNames(), twoDisks().file("/boot/grub/grub.cfg", "set root='hd0,msdos1'\nset root='xen/xvdz'\n")).leavesAlone();
  }
}
