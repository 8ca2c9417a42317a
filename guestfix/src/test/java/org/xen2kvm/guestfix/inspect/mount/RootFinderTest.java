package org.xen2kvm.guestfix.inspect.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.disk.FakeGuestDisks;
import org.xen2kvm.guestfix.disk.GuestDisk.PartitionTable;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.disk.Volume.Kind;
import org.xen2kvm.guestfix.inspect.DebianTrees;
import org.xen2kvm.guestfix.inspect.GuestSystem.Family;
import org.xen2kvm.guestfix.inspect.GuestTree;
import org.xen2kvm.guestfix.inspect.GuestTrees;
import org.xen2kvm.guestfix.inspect.InspectionFindings;
import org.xen2kvm.guestfix.inspect.SuseTrees;
import org.xen2kvm.guestfix.plan.FixFinding;

final class RootFinderTest {
  private final FakeGuestDisks disks =
      new FakeGuestDisks().disk(8L << 30, PartitionTable.MBR).disk(8L << 30, PartitionTable.MBR);
  private final InspectionFindings findings = new InspectionFindings();

  private static Volume partition(int disk, int number, String type, String uuid) {
    return new Volume(
        "/dev/sd" + (char) ('a' + disk) + number, Kind.PARTITION, disk, number, type, uuid, "", 1L << 30);
  }

  private static Volume logical(String name, String uuid) {
    return new Volume("/dev/vg/" + name, Kind.LOGICAL_VOLUME, -1, 0, "ext4", uuid, "", 1L << 30);
  }

  private Optional<GuestRoot> find() {
    return new RootFinder(disks, new VolumeNames(disks.volumes(), GuestTrees.names()), 0, findings).find();
  }

  private List<String> said() {
    return findings.all().stream().map(finding -> finding.severity() + " " + finding.message()).toList();
  }

  @Test
  void rootIsFoundAndStaysMounted() {
    disks.volume(partition(0, 1, "ext4", "boot"), new GuestTree().file("/vmlinuz-1", "").filesystem())
        .volume(partition(0, 2, "swap", "swap"))
        .volume(partition(0, 3, "ext4", GuestTrees.ROOT_UUID), DebianTrees.debian12().filesystem());

    assertThat(find().map(GuestRoot::volume).map(Volume::device)).contains("/dev/sda3");
    assertThat(disks.mounts()).containsExactly("/dev/sda3 at /");
    assertThat(said()).isEmpty();
  }

  @Test
  void rootOfTheBootDiskIsTakenOfTwo() {
    disks.volume(partition(1, 1, "ext4", "other"), SuseTrees.sles11().filesystem())
        .volume(partition(0, 1, "ext4", GuestTrees.ROOT_UUID), DebianTrees.debian12().filesystem());

    assertThat(find().map(GuestRoot::volume).map(Volume::device)).contains("/dev/sda1");
    assertThat(disks.mounts()).containsExactly("/dev/sda1 at /");
    assertThat(said()).containsExactly(
        "WARNING several systems were found: Linux on /dev/xvda1, Linux on /dev/sdb1; looked into is Linux on /dev/xvda1");
  }

  @Test
  void snapshotOfARootIsNotTakenForIt() {
    GuestTree tree = DebianTrees.debian12().file("/etc/fstab", "/dev/mapper/vg-root / ext4 defaults 0 1\n");
    disks.volume(logical("a-snapshot", "same"), tree.filesystem()).volume(logical("root", "same"), tree.filesystem());

    assertThat(find().map(GuestRoot::volume).map(Volume::device)).contains("/dev/vg/root");
  }

  @Test
  void defaultSubvolumeComesFirst() {
    Volume btrfs = partition(0, 1, "btrfs", "b");
    disks.volume(btrfs, SuseTrees.sles15().filesystem())
        .subvolume(btrfs, "@", DebianTrees.debian5().filesystem())
        .subvolume(btrfs, "@/.snapshots/2/snapshot", SuseTrees.sles15().filesystem());

    assertThat(find().map(GuestRoot::subvolume)).contains("");
    assertThat(said()).isEmpty();
  }

  @Test
  void namedSubvolumeHoldsTheRootOfUbuntu() {
    Volume btrfs = partition(0, 1, "btrfs", "b");
    disks.volume(btrfs, new GuestTree().file("/x", "").filesystem())
        .subvolume(btrfs, "@", DebianTrees.ubuntu2204().filesystem())
        .subvolume(btrfs, "@home", new GuestTree().filesystem());

    assertThat(find().map(GuestRoot::subvolume)).contains("@");
    assertThat(disks.mounts()).containsExactly("/dev/sda1:@ at /");
  }

  @Test
  void btrfsOnTwoDisksIsOneFilesystem() {
    disks.volume(partition(0, 1, "btrfs", "b"), SuseTrees.sles15().filesystem())
        .volume(partition(1, 1, "btrfs", "b"), SuseTrees.sles15().filesystem());

    assertThat(find()).isPresent();
    assertThat(said()).isEmpty();
  }

  @Test
  void windowsIsKnownByItsFolderInAnyCase() {
    disks.volume(partition(0, 2, "ntfs", "w"), new GuestTree().file("/WINDOWS/system32/ntoskrnl.exe", "").filesystem());

    assertThat(find().map(GuestRoot::family)).contains(Family.WINDOWS);
  }

  @Test
  void bsdIsKnownAndNoLinux() {
    disks.volume(partition(0, 2, "ufs", "u"), new GuestTree().file("/bin/freebsd-version", "").file("/etc/fstab", "")
        .filesystem());

    assertThat(find().map(GuestRoot::family)).contains(Family.OTHER);
  }

  @Test
  void nothingIsRefusedWithWhatThereIs() {
    disks.volume(partition(0, 1, "ext4", "data"), new GuestTree().file("/data/x", "").filesystem())
        .volume(partition(0, 2, "", ""));

    assertThat(find()).isEmpty();
    assertThat(disks.mounts()).isEmpty();
    assertThat(said()).containsExactly(
        "ERROR unknown system: no root filesystem was found; there are /dev/xvda1 ext4, /dev/xvda2 of unknown content");
  }

  @Test
  void damagedFilesystemIsSaidWithAdvice() {
    disks.unmountable(partition(0, 1, "xfs", "x"), "cannot mount: Structure needs cleaning");

    assertThat(find()).isEmpty();
    assertThat(said()).containsExactly(
        "WARNING the xfs filesystem cannot be read: cannot mount: Structure needs cleaning",
        "ERROR no operating system can be looked into, because a filesystem cannot be mounted");
    assertThat(findings.all()).extracting(FixFinding::advice).allSatisfy(advice -> assertThat(advice).contains("repair"));
  }

  @Test
  void lockedContainerIsTheReason() {
    disks.volume(partition(0, 1, "crypto_LUKS", "l"));

    assertThat(find()).isEmpty();
    assertThat(findings.all()).singleElement().satisfies(finding -> {
      assertThat(finding.where()).isEqualTo("/dev/xvda1");
      assertThat(finding.advice()).contains("--key-file");
    });
  }
}
