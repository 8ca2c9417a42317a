package org.xen2kvm.guestfix.fix.mount;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class FstabStableNamesTest {
  private static final String DATA_UUID = "cccccccc-3333-4333-8333-cccccccccccc";

  private static GuestCase guest(String fstab) {
    return GuestCase.debian().file("/etc/fstab", fstab);
  }

  private static FixTester fix(GuestCase guest) {
    return FixTester.on(new FstabStableNames(), guest);
  }

  private static Volume volume(int disk, int partition, String type, String uuid) {
    return new Volume(
        "/dev/sdx", partition == 0 ? Volume.Kind.WHOLE_DISK : Volume.Kind.PARTITION, disk, partition, type, uuid, "",
        1L << 30);
  }

  @Test
  void debiansTableIsMountedByUuid() {
    fix(guest("""
        # /etc/fstab: static file system information.
        #
        # <file system> <mount point>   <type>  <options>       <dump>  <pass>
        proc            /proc           proc    defaults        0       0
        # / was on /dev/xvda1 during installation
        /dev/xvda1      /               ext3    errors=remount-ro 0       1
        /dev/xvda2      none            swap    sw              0       0
        """)).makes("/etc/fstab", """
        # /etc/fstab: static file system information.
        #
        # <file system> <mount point>   <type>  <options>       <dump>  <pass>
        proc            /proc           proc    defaults        0       0
        # / was on /dev/xvda1 during installation
        UUID=aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa /               ext3    errors=remount-ro 0       1
        UUID=bbbbbbbb-2222-4222-8222-bbbbbbbbbbbb none            swap    sw              0       0
        """).changesOnly("/etc/fstab").says();
  }

  @Test
  void tabsLineEndsAndAMissingLastNewlineStay() {
    fix(guest("/dev/xvda1\t/\text3\tdefaults\t1 1\r\n\r\n/dev/xvda2\tswap\tswap\tdefaults\t0 0")).makes("/etc/fstab",
        "UUID=" + GuestCase.ROOT_UUID + "\t/\text3\tdefaults\t1 1\r\n\r\nUUID=" + GuestCase.SWAP_UUID
            + "\tswap\tswap\tdefaults\t0 0");
  }

  @Test
  void whatIsFoundUnderKvmTooIsLeftAlone() {
    fix(guest("""
        UUID=aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa / ext4 defaults 0 1
        LABEL=swap swap swap defaults 0 0
        PARTUUID=1a7a3be2-01 /srv ext4 defaults 0 2
        /dev/disk/by-uuid/aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa /a ext4 defaults 0 2
        /dev/disk/by-label/home /home ext4 defaults 0 2
        /dev/disk/by-id/dm-name-vg-root /b ext4 defaults 0 2
        /dev/VolGroup00/LogVol00 /var ext3 defaults 1 2
        /dev/mapper/vg-tmp /tmp ext4 nosuid,nodev 1 2
        /dev/md0 /md ext4 defaults 0 2
        nas:/export /nas nfs rw,hard 0 0
        //server/share /share cifs credentials=/root/c 0 0
        tmpfs /dev/shm tmpfs defaults 0 0
        /srv/www /home/www none bind 0 0
        /swapfile none swap sw 0 0
        /dev/fd0 /media/floppy auto rw,user,noauto 0 0
        /dev/sr0 /media/cdrom0 udf,iso9660 user,noauto 0 0
        /dev/xvda1
        #/dev/xvda1 / ext3 defaults 1 1
        """)).leavesAlone().says();
  }

  @Test
  void disksAreFoundByTheirTargetAndNotByTheirPlace() {
    GuestCase guest = guest("""
        /dev/xvda1 / ext4 defaults 0 1
        /dev/xvde1 /data xfs defaults 0 2
        /dev/xvdc  /log  xfs defaults 0 2
        """).disks(new DiskNames(0, "xvde", "vdc", false, false), new DiskNames(1, "xvda", "vda", false, true),
            new DiskNames(2, "xvdc", "vdb", false, false))
        .volume(volume(1, 1, "ext4", GuestCase.ROOT_UUID)).volume(volume(0, 1, "xfs", DATA_UUID))
        .volume(volume(2, 0, "xfs", ""));

    fix(guest).makes("/etc/fstab", """
        UUID=aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa / ext4 defaults 0 1
        UUID=cccccccc-3333-4333-8333-cccccccccccc /data xfs defaults 0 2
        /dev/vdb   /log  xfs defaults 0 2
        """);
  }

  @Test
  void imagesThatXenGaveAsPartitionsAreWholeDisks() {
    GuestCase guest = guest("""
        /dev/xvda2  / ext4 noatime 0 1
        /dev/xvda1  none swap sw 0 0
        """).disks(new DiskNames(0, "xvda2", "vda", true, true), new DiskNames(1, "xvda1", "vdb", true, false))
        .volume(volume(0, 0, "ext4", GuestCase.ROOT_UUID)).volume(volume(1, 0, "swap", ""));

    fix(guest).makes("/etc/fstab", """
        UUID=aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa / ext4 noatime 0 1
        /dev/vdb    none swap sw 0 0
        """);
  }

  @Test
  void oldNamesOfTheSameDiskAreKnown() {
    fix(guest("/dev/sda1 / ext3 defaults 1 1\n/dev/hda2 swap swap defaults 0 0\n")).makes("/etc/fstab",
        "UUID=" + GuestCase.ROOT_UUID + " / ext3 defaults 1 1\nUUID=" + GuestCase.SWAP_UUID + " swap swap defaults 0 0\n");
  }

  @Test
  void linksThatOnlyXensDevicesHaveAreKnown() {
    fix(guest("""
        /dev/disk/by-path/xen-vbd-51712-part1 / ext3 acl,user_xattr 1 1
        /dev/disk/by-id/ata-QEMU_HARDDISK_QM00001-part2 swap swap defaults 0 0
        """)).makes("/etc/fstab", """
        UUID=aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa / ext3 acl,user_xattr 1 1
        UUID=bbbbbbbb-2222-4222-8222-bbbbbbbbbbbb swap swap defaults 0 0
        """);
  }

  @Test
  void aUuidThatACopyHasTooIsNotUsed() {
    GuestCase guest = guest("/dev/xvda1 / ext4 defaults 0 1\n/dev/xvdb1 /copy ext4 defaults 0 2\n")
        .disks(new DiskNames(0, "xvda", "vda", false, true), new DiskNames(1, "xvdb", "vdb", false, false))
        .volume(volume(0, 1, "ext4", GuestCase.ROOT_UUID)).volume(volume(1, 1, "ext4", GuestCase.ROOT_UUID));

    fix(guest).makes("/etc/fstab", "/dev/vda1 / ext4 defaults 0 1\n/dev/vdb1 /copy ext4 defaults 0 2\n");
  }

  @Test
  void aUuidThatIsNoneIsNotUsed() {
    GuestCase guest = guest("/dev/xvda1 /media/iso iso9660 ro 0 0\n")
        .disks(new DiskNames(0, "xvda", "vda", false, true)).volume(volume(0, 1, "iso9660", "x\n/dev/evil / ext4"));

    fix(guest).makes("/etc/fstab", "/dev/vda1 /media/iso iso9660 ro 0 0\n");
  }

  @Test
  void btrfsDisksShareOneUuid() {
    GuestCase guest = guest("/dev/xvda1 / btrfs subvol=@,device=/dev/xvda1,device=/dev/xvdb 0 0\n")
        .disks(new DiskNames(0, "xvda", "vda", false, true), new DiskNames(1, "xvdb", "vdb", false, false))
        .volume(volume(0, 1, "btrfs", GuestCase.ROOT_UUID)).volume(volume(1, 0, "btrfs", GuestCase.ROOT_UUID));

    fix(guest).makes("/etc/fstab",
        "UUID=" + GuestCase.ROOT_UUID + " / btrfs subvol=@,device=/dev/vda1,device=/dev/vdb 0 0\n");
  }

  @Test
  void anExternalLogIsNamedAsUnderKvm() {
    fix(guest("LABEL=data /data xfs noatime,logdev=/dev/xvda3 0 0\n"))
        .makes("/etc/fstab", "LABEL=data /data xfs noatime,logdev=/dev/vda3 0 0\n");
  }

  @Test
  void aDiskThatTheGuestDoesNotHaveIsTold() {
    FixTester tester = fix(guest("""
        /dev/xvdz1 /data ext3 defaults 0 2
        /dev/sdf1 /usb vfat rw,user,noauto 0 0
        /dev/sdg1 /lun ext4 _netdev 0 0
        """)).leavesAlone().says(
        "WARNING /etc/fstab:1: /dev/xvdz1 is none of the guest's disks",
        "NOTE /etc/fstab:2: /dev/sdf1 is none of the guest's disks");
    assertThat(tester.planned().findings().get(0).advice()).contains("nofail");
  }

  @Test
  void drivesOfXenAreNamedAsUnderKvm() {
    fix(guest("""
        /dev/xvdd /media/cdrom0 udf,iso9660 user,noauto 0 0
        /dev/xvdc /mnt/cdrom auto noauto,ro 0 0
        /dev/hdc /media/cdrom1 iso9660 ro,noauto 0 0
        """)).makes("/etc/fstab", """
        /dev/sr0  /media/cdrom0 udf,iso9660 user,noauto 0 0
        /dev/sr1  /mnt/cdrom auto noauto,ro 0 0
        /dev/hdc /media/cdrom1 iso9660 ro,noauto 0 0
        """.replace("  ", " ")).says("NOTE /etc/fstab:3: /dev/hdc is a CD drive, which most kernels name /dev/sr0 under KVM");
  }

  @Test
  void aLinkedTableIsEditedWhereItLeads() {
    fix(GuestCase.debian().file("/srv/fstab", "/dev/xvda1 / ext4 defaults 0 1\n").link("/etc/fstab", "/srv/fstab"))
        .changesOnly("/srv/fstab");
  }

  @Test
  void linksInACircleAreNoTable() {
    fix(GuestCase.debian().link("/etc/fstab", "fstab2").link("/etc/fstab2", "fstab")).leavesAlone();
  }

  @Test
  void aMillionBadLinesAreTwentyFindings() {
    FixTester tester = fix(guest("/dev/xvdz1 /a ext4 defaults 0 0\n".repeat(50_000))).leavesAlone();
    assertThat(tester.planned().findings()).hasSize(20);
  }
}
