package org.xen2kvm.guestfix.fix.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.guestfix.fix.FamilyTester;

final class MountFixesTest {

  /** What the distributions do not show, on a Debian 12. */
  private static List<Map<String, String>> odd() {
    return List.of(
        // SLES 11 as an HVM guest: by-id names of QEMU's disk
        Map.of("/etc/fstab", """
            /dev/disk/by-id/ata-QEMU_HARDDISK_QM00001-part1 swap                 swap       defaults              0 0
            /dev/disk/by-id/ata-QEMU_HARDDISK_QM00001-part2 /                    ext3       acl,user_xattr        1 1
            proc                 /proc                proc       defaults              0 0
            sysfs                /sys                 sysfs      noauto                0 0
            debugfs              /sys/kernel/debug    debugfs    noauto                0 0
            usbfs                /proc/bus/usb        usbfs      noauto                0 0
            devpts               /dev/pts             devpts     mode=0620,gid=5       0 0
            """, "/etc/suspend.conf", "resume device = /dev/xvda1\n"),
        // SLES 12 on btrfs
        Map.of("/etc/fstab", """
            /dev/xvda2 swap                 swap       defaults              0 0
            /dev/xvda1 /                    btrfs      defaults              0 0
            /dev/xvda1 /boot/grub2/i386-pc  btrfs      subvol=@/boot/grub2/i386-pc 0 0
            """),
        // CentOS 5 with labels, LVM and a swap device
        Map.of("/etc/fstab", """
            /dev/VolGroup00/LogVol00 /                       ext3    defaults        1 1
            LABEL=/boot             /boot                   ext3    defaults        1 2
            LABEL=SWAP-xvda2        swap                    swap    defaults        0 0
            /dev/xvdb1              /data                   ext3    defaults        1 2
            """, "/etc/mdadm.conf", "DEVICE /dev/xvda* /dev/xvdb1\nARRAY /dev/md0 level=raid1 devices=/dev/xvda3,/dev/xvdb3\n"),
        // CentOS 6 with crypttab
        Map.of("/etc/fstab", "/dev/mapper/luks-data /data ext4 defaults 1 2\n",
            "/etc/crypttab", "luks-data /dev/xvda3 none\nswap /dev/xvda2 /dev/urandom swap\n"),
        // RHEL 7 with XFS and a unit
        Map.of("/etc/fstab", "/dev/xvda1 / xfs defaults,logdev=/dev/xvda4 0 0\n",
            "/etc/systemd/system/srv-data.mount",
            "[Unit]\nDescription=Data\n[Mount]\nWhat=/dev/xvda3\nWhere=/srv/data\nType=xfs\n",
            "/etc/systemd/system/dev-xvda2.swap", "[Swap]\nWhat=/dev/xvda2\n",
            "/etc/udev/rules.d/99-oracle.rules", "KERNEL==\"xvdb1\", OWNER=\"oracle\"\n"),
        // RHEL 9
        Map.of("/etc/fstab", "/dev/mapper/rhel-root / xfs defaults 0 0\n/dev/xvda1 /boot xfs defaults 0 0\n"),
        // Debian 5
        Map.of("/etc/fstab", """
            # /etc/fstab: static file system information.
            proc            /proc           proc    defaults        0       0
            /dev/sda1       /               ext3    noatime,nodiratime,errors=remount-ro 0       1
            /dev/sda2       none            swap    sw              0       0
            /dev/hdc        /media/cdrom0   udf,iso9660 user,noauto     0       0
            """, "/etc/initramfs-tools/conf.d/resume", "RESUME=/dev/sda2\n"),
        // Debian 12's installer
        Map.of("/etc/fstab", "/dev/xvda1 / ext4 errors=remount-ro 0 1\n/dev/xvda2 none swap sw 0 0\n"
            + "/dev/xvdd /media/cdrom0 udf,iso9660 user,noauto 0 0\n"),
        // nothing at all, and DOS's line ends
        Map.of("/etc/fstab", ""),
        Map.of("/etc/fstab", "/dev/xvda1\t/\text3\tdefaults\t1 1\r\n/dev/xvda2\tswap\tswap\tsw\t0 0\r\n"));
  }

  private final FamilyTester family = FamilyTester.of(MountFixes.inOrder()).andDebians(odd());

  @Test
  void anyGuestIsFixedOnce() {
    family.fixesEachOnce();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void brokenGuestsAreFixedOnce(long seed) {
    family.fixesEachOnceThoughBroken(seed, 5);
  }

  @Test
  void everyFixSaysWhatItIs() {
    assertThat(MountFixes.inOrder()).extracting(fix -> fix.descriptor().id().value()).containsExactly(
        "hibernated-guest", "fstab-stable-names", "mount-unit-stable-names", "crypttab-stable-names", "mdadm-devices",
        "resume-device", "device-names-elsewhere");
    assertThat(MountFixes.inOrder()).allSatisfy(fix -> {
      assertThat(fix.descriptor().description()).isNotBlank();
      assertThat(fix.descriptor().sources()).isNotEmpty();
    });
  }
}
