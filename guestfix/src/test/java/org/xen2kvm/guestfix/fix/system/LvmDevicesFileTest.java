package org.xen2kvm.guestfix.fix.system;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class LvmDevicesFileTest {
  private static final String DEVICES = "/etc/lvm/devices/system.devices";

  @Test
  void entriesByNameAndBySerialNumberGetKvmsNames() {
    FixTester.on(new LvmDevicesFile(), GuestCase.debian().file(DEVICES, """
        # LVM uses devices listed in this file.
        # Created by LVM command lvmdevices pid 2631 at Fri May 27 07:37:11 2022
        VERSION=1.1.2
        IDTYPE=devname IDNAME=/dev/xvda2 DEVNAME=/dev/xvda2 PVID=phl0clFbAokp9UXqbIgI5YYQxuTIJVkD PART=2
        IDTYPE=sys_serial IDNAME=QM00001 DEVNAME=/dev/sda3 PVID=ahl0clFbAokp9UXqbIgI5YYQxuTIJVkD PART=3
        IDTYPE=mpath_uuid IDNAME=mpath-360 DEVNAME=/dev/mapper/a PVID=bhl0clFbAokp9UXqbIgI5YYQxuTIJVkD
        IDTYPE=devname IDNAME=. DEVNAME=. PVID=chl0clFbAokp9UXqbIgI5YYQxuTIJVkD
        """)).makes(DEVICES, """
        # LVM uses devices listed in this file.
        # Created by LVM command lvmdevices pid 2631 at Fri May 27 07:37:11 2022
        VERSION=1.1.2
        IDTYPE=devname IDNAME=/dev/vda2 DEVNAME=/dev/vda2 PVID=phl0clFbAokp9UXqbIgI5YYQxuTIJVkD PART=2
        IDTYPE=devname IDNAME=/dev/vda3 DEVNAME=/dev/vda3 PVID=ahl0clFbAokp9UXqbIgI5YYQxuTIJVkD PART=3
        IDTYPE=mpath_uuid IDNAME=mpath-360 DEVNAME=/dev/mapper/a PVID=bhl0clFbAokp9UXqbIgI5YYQxuTIJVkD
        IDTYPE=devname IDNAME=. DEVNAME=. PVID=chl0clFbAokp9UXqbIgI5YYQxuTIJVkD
        """).changesOnly(DEVICES);
  }

  @Test
  void anImageThatXenGaveAsAPartitionIsNoPartition() {
    FixTester.on(new LvmDevicesFile(), GuestCase.debian().disks(new DiskNames(0, "xvda2", "vda", true, true))
        .file(DEVICES, "IDTYPE=devname IDNAME=/dev/xvda2 DEVNAME=/dev/xvda2 PVID=abc PART=2\n"))
        .makes(DEVICES, "IDTYPE=devname IDNAME=/dev/vda DEVNAME=/dev/vda PVID=abc\n");
  }

  @Test
  void aDiskThatKeepsItsSerialNumberIsLeftAlone() {
    FixTester.on(new LvmDevicesFile(), GuestCase.debian().disks(new DiskNames(0, "hda", "sda", false, true))
        .file(DEVICES, "IDTYPE=sys_serial IDNAME=QM00001 DEVNAME=/dev/sda3 PVID=abc PART=3\n")).leavesAlone();
  }
}
