package org.xen2kvm.guestfix.fix.mount;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.PackageFormat;

final class CrypttabStableNamesTest {
  private static final String LUKS_UUID = "dddddddd-4444-4444-8444-dddddddddddd";

  private static GuestCase withLuks(GuestCase guest, String crypttab) {
    return guest.file("/etc/crypttab", crypttab)
        .disks(new DiskNames(0, "xvda", "vda", false, true), new DiskNames(1, "xvdb", "vdb", false, false))
        .volume(new Volume("/dev/sda2", Volume.Kind.PARTITION, 0, 2, "swap", GuestCase.SWAP_UUID, "", 1L << 30))
        .volume(new Volume("/dev/sda3", Volume.Kind.PARTITION, 0, 3, "crypto_LUKS", LUKS_UUID, "", 1L << 30))
        .volume(new Volume("/dev/sdb1", Volume.Kind.PARTITION, 1, 1, "vfat", "ABCD-1234", "KEYS", 1L << 20));
  }

  private static FixTester fix(GuestCase guest) {
    return FixTester.on(new CrypttabStableNames(), guest);
  }

  @Test
  void luksIsFoundByUuidAndRandomSwapByName() {
    fix(withLuks(GuestCase.debian(), """
        # <target name> <source device> <key file> <options>
        root_crypt /dev/xvda3 none luks,discard
        cswap /dev/xvda2 /dev/urandom swap,cipher=aes-xts-plain64
        """)).makes("/etc/crypttab", """
        # <target name> <source device> <key file> <options>
        root_crypt UUID=dddddddd-4444-4444-8444-dddddddddddd none luks,discard
        cswap /dev/vda2 /dev/urandom swap,cipher=aes-xts-plain64
        """).changesOnly("/etc/crypttab");
  }

  @Test
  void oldStartScriptsGetAPath() {
    fix(withLuks(GuestCase.system("centos", "6", PackageFormat.RPM, InitSystem.UPSTART), "home /dev/xvda3\n"))
        .makes("/etc/crypttab", "home /dev/disk/by-uuid/dddddddd-4444-4444-8444-dddddddddddd\n");
  }

  @Test
  void theDeviceOfTheKeyFollows() {
    fix(withLuks(GuestCase.debian(), """
        a UUID=dddddddd-4444-4444-8444-dddddddddddd /dev/xvdb1:/luks.key:5 luks,keyscript=passdev
        b UUID=dddddddd-4444-4444-8444-dddddddddddd /luks.key:/dev/xvdb1 luks
        c UUID=dddddddd-4444-4444-8444-dddddddddddd /dev/xvda4 luks
        """)).makes("/etc/crypttab", """
        a UUID=dddddddd-4444-4444-8444-dddddddddddd /dev/disk/by-uuid/ABCD-1234:/luks.key:5 luks,keyscript=passdev
        b UUID=dddddddd-4444-4444-8444-dddddddddddd /luks.key:/dev/disk/by-uuid/ABCD-1234 luks
        c UUID=dddddddd-4444-4444-8444-dddddddddddd /dev/vda4 luks
        """);
  }

  @Test
  void whatIsFoundUnderKvmTooIsLeftAlone() {
    fix(withLuks(GuestCase.debian(), """
        #a /dev/xvda3 none luks
        luks-d UUID=dddddddd-4444-4444-8444-dddddddddddd none
        b /dev/vg/home none luks
        c /dev/disk/by-uuid/dddddddd-4444-4444-8444-dddddddddddd /root/key luks
        lonely
        """)).leavesAlone().says();
  }

  @Test
  void aDiskThatTheGuestDoesNotHaveIsTold() {
    fix(withLuks(GuestCase.debian(), "\na /dev/xvdq1 none luks\n")).leavesAlone()
        .says("WARNING /etc/crypttab:2: /dev/xvdq1 is none of the guest's disks");
  }
}
