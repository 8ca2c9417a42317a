package org.xen2kvm.guestfix.fix.boot;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class DeviceMapNamesTest {
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
    FixTester.on(new DeviceMapNames(), twoDisks().file("/boot/grub/device.map", "(hd0) /dev/vda\n(hd1) /dev/mapper/xvda\n"))
        .leavesAlone();
  }
}
