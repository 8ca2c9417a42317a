package org.xen2kvm.guestfix.inspect.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.disk.FakeGuestDisks;
import org.xen2kvm.guestfix.disk.GuestDisk.PartitionTable;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.disk.Volume.Kind;
import org.xen2kvm.guestfix.fs.DirectoryFilesystem;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.GuestSystem.Family;
import org.xen2kvm.guestfix.inspect.GuestTree;
import org.xen2kvm.guestfix.inspect.GuestTrees;
import org.xen2kvm.guestfix.inspect.InspectionFindings;
import org.xen2kvm.guestfix.inspect.Mount;

final class FstabMountsTest {
  private static final Volume ROOT = GuestTrees.root("ext4");
  private static final Volume BOOT = new Volume("/dev/sda3", Kind.PARTITION, 0, 3, "ext4", "boot", "", 1);
  private static final Volume ESP = new Volume("/dev/sda4", Kind.PARTITION, 0, 4, "vfat", "ABCD-1234", "", 1);
  private static final Volume VAR = new Volume("/dev/vg/var", Kind.LOGICAL_VOLUME, -1, 0, "xfs", "var", "", 1);

  private final DirectoryFilesystem empty = new GuestTree().file("/efi/x", "").filesystem();
  private final FakeGuestDisks disks = new FakeGuestDisks().disk(8L << 30, PartitionTable.MBR);
  private final InspectionFindings findings = new InspectionFindings();

  private List<String> mount(String fstab) {
    disks.volume(ROOT, new GuestTree().filesystem("/", "/boot", "/var", "/home", "/usr", "/boot/grub2/i386-pc"));
    disks.mount(ROOT, GuestPath.ROOT, "");
    List<Mount> mounts = new FstabMounts(disks, new VolumeNames(disks.volumes(), GuestTrees.names()), findings)
        .mountOn(new GuestRoot(ROOT, "", Family.LINUX, fstab, ""));
    List<String> told = mounts.stream().map(mount -> mount.volume().device()
        + (mount.subvolume().isEmpty() ? "" : ":" + mount.subvolume()) + " at " + mount.at()).toList();
    assertThat(disks.mounts()).isEqualTo(told);
    return told;
  }

  private List<String> said() {
    return findings.all().stream().map(each -> each.severity() + " " + each.where() + ": " + each.message()).toList();
  }

  @Test
  void systemFilesystemsAreMountedParentsFirst() {
    disks.volume(BOOT, empty).volume(ESP, empty).volume(VAR, empty);

    assertThat(mount("""
        UUID=ABCD-1234 /boot/efi vfat umask=0077 0 1
        /dev/mapper/vg-var /var xfs defaults 0 0
        /dev/xvda3 /boot ext4 defaults 0 2
        /dev/xvda1 / ext4 defaults 0 1
        """)).containsExactly("/dev/sda1 at /", "/dev/vg/var at /var", "/dev/sda3 at /boot", "/dev/sda4 at /boot/efi");
    assertThat(said()).isEmpty();
  }

  @Test
  void dataAndWhatIsOnNoDiskIsLeft() {
    disks.volume(BOOT, empty);

    assertThat(mount("""
        /dev/xvda3 /home ext4 defaults 0 2
        /dev/xvda3 /usr ext4 noauto 0 2
        UUID=x /var btrfs subvolid=257 0 0
        /dev/xvda3 /srv/boot ext4 bind 0 2
        tmpfs /tmp tmpfs size=1g 0 0
        host:/usr /usr nfs ro 0 0
        /home /var none bind 0 0
        swap none swap sw
        /dev/xvdz1 /data xfs defaults 0 0
        """)).containsExactly("/dev/sda1 at /");
    assertThat(said()).isEmpty();
  }

  @Test
  void bootIsMountedThoughTheGuestKeepsItUnmounted() {
    disks.volume(BOOT, empty);

    assertThat(mount("/dev/xvda3 /boot ext4 noauto 0 2\n")).containsExactly("/dev/sda1 at /", "/dev/sda3 at /boot");
  }

  @Test
  void subvolumesOfTheRootsFilesystemAreMounted() {
    disks.subvolume(ROOT, "@/boot/grub2/i386-pc", empty);

    assertThat(mount("UUID=" + GuestTrees.ROOT_UUID + " /boot/grub2/i386-pc btrfs subvol=/@/boot/grub2/i386-pc 0 0\n"))
        .containsExactly("/dev/sda1 at /", "/dev/sda1:@/boot/grub2/i386-pc at /boot/grub2/i386-pc");
  }

  @Test
  void missingVolumeIsAWarningUnlessTheGuestCanDoWithout() {
    mount("""
        /dev/xvdb1 /boot ext4 defaults 0 2
        UUID=gone /usr ext4 nofail 0 2
        """);

    assertThat(said()).containsExactly(
        "WARNING /etc/fstab:1: /dev/xvdb1, mounted at /boot, is on none of the disks given",
        "NOTE /etc/fstab:2: UUID=gone, mounted at /usr, is on none of the disks given");
  }

  @Test
  void damagedSystemFilesystemIsRefused() {
    disks.unmountable(BOOT, "bad superblock");

    mount("/dev/xvda3 /boot ext4 defaults 0 2\n");
    assertThat(said()).containsExactly("ERROR /etc/fstab:1: /dev/xvda3 cannot be mounted at /boot: bad superblock");
  }

  @Test
  void laterLineForAPlaceCounts() {
    disks.volume(BOOT, empty).volume(ESP, empty);

    assertThat(mount("/dev/xvda4 /boot vfat defaults\n/dev/xvda3 /boot ext4 defaults\n"))
        .containsExactly("/dev/sda1 at /", "/dev/sda3 at /boot");
  }

  @Test
  void hostilePlacesAreLeftAlone() {
    disks.volume(BOOT, empty);

    assertThat(mount("/dev/xvda3 /../../boot/../.. ext4\n/dev/xvda3 relative ext4\n/dev/xvda3 /boot/../home ext4\n"))
        .containsExactly("/dev/sda1 at /");
  }
}
