package org.xen2kvm.guestfix.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.guestfix.device.DeviceMap;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.disk.FakeGuestDisks;
import org.xen2kvm.guestfix.disk.FilesystemSpace;
import org.xen2kvm.guestfix.disk.GuestDisk.PartitionTable;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.disk.Volume.Kind;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.BootCode.State;
import org.xen2kvm.guestfix.inspect.GuestSystem.Family;
import org.xen2kvm.guestfix.inspect.GuestTree.Generator;
import org.xen2kvm.guestfix.inspect.GuestTree.Virtio;
import org.xen2kvm.guestfix.inspect.boot.BootSectors;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.guestfix.plan.Severity;

final class GuestInspectorTest {
  private static GuestInspection inspect(FakeGuestDisks disks) {
    return GuestInspector.inspect(disks, GuestTrees.names(), KeyRing.empty());
  }

  private static List<String> said(GuestInspection guest) {
    return guest.findings().stream().map(finding -> finding.severity() + " " + finding.message()).toList();
  }

  @ParameterizedTest
  @CsvSource({
      "sles11, 1, false, eth0", "sles15, 1, false, eth0", "opensuse, 1, false, eth0", "rhel5, 1, false, eth0",
      "rhel6, 1, false, eth0", "rhel7, 2, false, eth0", "rhel9, 2, false, eth0", "ubuntu2204, 1, true, eth0",
      "debian5, 1, false, eth0", "debian12, 1, false, eth0", "sles10, 1, false, ''", "sles12, 1, false, eth0",
      "rhel8, 1, false, eth0", "debian7, 1, false, eth0", "ubuntu0904, 1, false, eth0", "ubuntu1404, 1, true, eth0",
      "alpine, 1, true, eth0"})
  void distributionsAreSeenWhole(String name, int bootable, boolean findDisks, String nic) {
    FakeGuestDisks disks = GuestTrees.disks(GuestTrees.all().get(name).get(), GuestTrees.rootType(name));

    GuestInspection guest = inspect(disks);

    assertThat(said(guest)).isEmpty();
    assertThat(guest.system().family()).isEqualTo(Family.LINUX);
    assertThat(guest.mounts().get(0).at()).isEqualTo(GuestPath.ROOT);
    assertThat(guest.bootLoaders()).isNotEmpty();
    assertThat(guest.bootableKernels()).hasSize(bootable);
    assertThat(guest.allFindVirtioDisks()).isEqualTo(findDisks);
    assertThat(guest.allHaveVirtioNet()).isTrue();
    assertThat(guest.startsFromBios()).isFalse();
    assertThat(guest.network().interfaces()).extracting(GuestNetwork.Interface::name)
        .containsAll(nic.isEmpty() ? List.of() : List.of(nic));
    assertThat(disks.mounts()).hasSameSizeAs(guest.mounts());
  }

  @Test
  void loginsBootCodeAndXenToolsAreSeen() {
    FakeGuestDisks disks = GuestTrees.disks(
            DebianTrees.debian12().file("/etc/systemd/system/xe-daemon.service", "[Unit]\n"), "ext4")
        .bytes(0, BootSectors.grub2(1)).bytes(512, BootSectors.grub2Core());
    GuestInspection guest = inspect(disks);

    assertThat(guest.gettys()).contains("hvc0");
    assertThat(guest.xenTools()).containsExactly("xe-daemon");
    assertThat(guest.startsFromBios()).isTrue();
    assertThat(guest.mountOf(GuestPath.of("/boot/grub")).map(Mount::volume)).contains(GuestTrees.root("ext4"));
  }

  @Test
  void fewQuestionsAreEnough() {
    FakeGuestDisks disks = GuestTrees.disks(DebianTrees.debian12(), "ext4");
    inspect(disks);

    // Some 3 ms each in an emulated appliance; a new reader that asks without remembering shows here.
    assertThat(disks.questions()).isLessThan(150);
  }

  @Test
  void separateBootAndLogicalVolumesAreMounted() {
    GuestTree tree = RedHatTrees.rhel6().file("/etc/fstab", """
        /dev/mapper/VolGroup-lv_root / ext4 defaults 1 1
        UUID=b007 /boot ext4 defaults 1 2
        /dev/mapper/VolGroup-lv_swap swap swap defaults 0 0
        """);
    Volume boot = new Volume("/dev/sda1", Kind.PARTITION, 0, 1, "ext4", "b007", "", 1 << 29);
    Volume member = new Volume("/dev/sda2", Kind.PARTITION, 0, 2, "LVM2_member", "pv", "", 7L << 30);
    Volume root = new Volume("/dev/VolGroup/lv_root", Kind.LOGICAL_VOLUME, -1, 0, "ext4", GuestTrees.ROOT_UUID, "", 5L << 30);
    FakeGuestDisks disks = new FakeGuestDisks().disk(8L << 30, PartitionTable.MBR)
        .volume(boot, tree.filesystem("/boot")).volume(member).volume(root, tree.filesystem("/", "/boot"));
    GuestInspection guest = inspect(disks);

    assertThat(guest.mounts()).extracting(mount -> mount.volume().device() + " " + mount.at())
        .containsExactly("/dev/VolGroup/lv_root /", "/dev/sda1 /boot");
    assertThat(guest.kernels()).extracting(GuestKernel::image)
        .containsExactly(GuestPath.of("/boot/vmlinuz-2.6.32-754.el6.x86_64"));
    assertThat(guest.bootLoaders()).extracting(BootLoader::config).containsExactly(GuestPath.of("/boot/grub/grub.conf"));
    assertThat(said(guest)).isEmpty();
  }

  @Test
  void rootInLuksNeedsItsKey() {
    Volume container = new Volume("/dev/sda1", Kind.PARTITION, 0, 1, "crypto_LUKS", "LUKS-1", "", 4L << 30);
    Volume content = new Volume("/dev/mapper/xen2kvm0", Kind.LUKS_CONTENT, -1, 0, "ext4", GuestTrees.ROOT_UUID, "", 4L << 30);
    GuestTree tree = DebianTrees.debian12();

    GuestInspection closed = inspect(new FakeGuestDisks().disk(8L << 30, PartitionTable.MBR)
        .luks(container, "secret", content, tree.filesystem()));
    assertThat(closed.isRefused()).isTrue();
    assertThat(said(closed)).containsExactly(
        "NOTE the encrypted volume with UUID LUKS-1 stays closed: no key was given",
        "ERROR no operating system was found outside of encrypted volumes");

    GuestInspection open = GuestInspector.inspect(
        new FakeGuestDisks().disk(8L << 30, PartitionTable.MBR).luks(container, "secret", content, tree.filesystem()),
        GuestTrees.names(),
        new KeyRing(List.of(new KeyRing.Key(Optional.empty(), () -> "secret".getBytes(StandardCharsets.UTF_8)))));
    assertThat(open.isRefused()).isFalse();
    assertThat(open.system().id()).isEqualTo("debian");
  }

  @Test
  void xenToolsImageWithoutPartitionTableIsSeen() {
    Volume root = new Volume("/dev/sda", Kind.WHOLE_DISK, 0, 0, "ext4", GuestTrees.ROOT_UUID, "", 4L << 30);
    Volume swap = new Volume("/dev/sdb", Kind.WHOLE_DISK, 1, 0, "swap", GuestTrees.SWAP_UUID, "", 1L << 30);
    FakeGuestDisks disks = new FakeGuestDisks().disk(4L << 30, PartitionTable.NONE).disk(1L << 30, PartitionTable.NONE)
        .volume(root, DebianTrees.debian12().filesystem()).volume(swap);
    DeviceMap names = new DeviceMap(List.of(
        new DiskNames(0, "xvda1", "vda", true, true), new DiskNames(1, "xvda2", "vdb", true, false)));

    GuestInspection guest = GuestInspector.inspect(disks, names, KeyRing.empty());
    assertThat(guest.mounts()).containsExactly(
        new Mount(root, GuestPath.ROOT, "").with(new FilesystemSpace(1L << 30, 1L << 20)));
    assertThat(guest.bootCode()).isEqualTo(new BootCode(State.NONE, "no boot code in the first sector"));
  }

  @Test
  void onlyAXenKernelLeavesNothingBootable() {
    GuestInspection guest = inspect(GuestTrees.disks(
        DebianTrees.debian5().without("/boot/vmlinuz-2.6.26-2-686"), "ext3"));

    assertThat(guest.kernels()).singleElement().satisfies(kernel -> assertThat(kernel.xenOnly()).isTrue());
    assertThat(guest.bootableKernels()).isEmpty();
    assertThat(guest.allFindVirtioDisks()).isFalse();
    assertThat(guest.allHaveVirtioNet()).isFalse();
  }

  @Test
  void windowsIsNotedAndNotRefused() {
    Volume ntfs = new Volume("/dev/sda2", Kind.PARTITION, 0, 2, "ntfs", "w", "", 1L << 34);
    GuestInspection guest = inspect(new FakeGuestDisks().disk(1L << 35, PartitionTable.MBR)
        .volume(ntfs, new GuestTree().file("/Windows/System32/config/SYSTEM", "regf").filesystem())
        .bytes(0, BootSectors.withPartition(BootSectors.generic(), 0, true, 7, 2048)).bytes(2048 * 512, BootSectors.windows()));

    assertThat(guest.system().family()).isEqualTo(Family.WINDOWS);
    assertThat(guest.isRefused()).isFalse();
    assertThat(guest.startsFromBios()).isTrue();
    assertThat(said(guest)).containsExactly(
        "NOTE this is Windows: its disks are not touched, and it keeps devices that it has drivers for");
  }

  @Test
  void unknownDisksAreRefused() {
    GuestInspection guest = inspect(new FakeGuestDisks().disk(1 << 30, PartitionTable.NONE));

    assertThat(guest.system().family()).isEqualTo(Family.UNKNOWN);
    assertThat(said(guest)).containsExactly("ERROR unknown system: no root filesystem was found; there are no volumes");
  }

  @Test
  void guestWithoutDisksIsRefused() {
    assertThat(inspect(new FakeGuestDisks()).isRefused()).isTrue();
  }

  /** Every second file is cut, filled with noise, emptied or made a link in a circle: a guest is untrusted. */
  @Test
  void hostileFilesGiveAnAnswer() {
    Random random = new Random(20261120);
    for (String name : GuestTrees.all().keySet()) {
      for (int round = 0; round < 12; round++) {
        GuestTree hostile = mutated(GuestTrees.all().get(name).get(), random);
        GuestInspection guest = inspect(GuestTrees.disks(hostile, "ext4"));

        assertThat(guest.findings()).as("findings of %s, round %d", name, round)
            .extracting(FixFinding::message).allSatisfy(message -> assertThat(message).isNotBlank());
        assertThat(guest.mounts().isEmpty()).isEqualTo(guest.findings().stream()
            .anyMatch(finding -> finding.severity() == Severity.ERROR && !finding.where().startsWith("/etc/fstab")));
      }
    }
  }

  private static GuestTree mutated(GuestTree tree, Random random) {
    List<String> paths = new ArrayList<>();
    List<byte[]> contents = new ArrayList<>();
    tree.into((path, content) -> {
      paths.add(path);
      contents.add(content);
    }, (path, target) -> {});
    for (int i = 0; i < paths.size(); i++) {
      byte[] content = contents.get(i).clone();
      switch (random.nextInt(10)) {
        case 0 -> tree.file(paths.get(i), new byte[0]);
        case 1 -> tree.file(paths.get(i), Arrays.copyOf(content, random.nextInt(content.length + 1)));
        case 2 -> {
          for (int bytes = 0; bytes < 5 && content.length > 0; bytes++) {
            content[random.nextInt(content.length)] = (byte) random.nextInt();
          }
          tree.file(paths.get(i), content);
        }
        case 3 -> tree.without(paths.get(i)).link(paths.get(i), "../../../../../../.." + paths.get(i));
        case 4 -> tree.without(paths.get(i)).file(paths.get(i) + "/a-directory", "");
        default -> {}
      }
    }
    return tree;
  }

  @Test
  void snapshotIsSaidAndTheOriginalTaken() {
    GuestTree tree = DebianTrees.debian12().file("/etc/fstab", "/dev/vg/root / ext4 defaults 0 1\n")
        .file("/etc/lvm/backup/vg", "logical_volumes {\n\tsnap {\n\t\tsegment1 {\n\t\t\ttype = \"snapshot\"\n");
    Volume root = new Volume("/dev/vg/root", Kind.LOGICAL_VOLUME, -1, 0, "ext4", "same", "", 1);
    Volume snapshot = new Volume("/dev/vg/old", Kind.LOGICAL_VOLUME, -1, 0, "ext4", "same", "", 1);
    GuestInspection guest = inspect(new FakeGuestDisks().disk(8L << 30, PartitionTable.MBR)
        .volume(snapshot, tree.filesystem()).volume(root, tree.filesystem()));

    assertThat(guest.mounts().get(0).volume()).isEqualTo(root);
    assertThat(guest.findings()).hasSize(3).extracting(FixFinding::severity).containsOnly(Severity.WARNING);
  }

  @Test
  void initramfsThatHasVirtioIsEnough() {
    GuestTree tree = DebianTrees.debian12().initramfs(
        "/boot/initrd.img-6.1.0-31-amd64", "6.1.0-31-amd64", Generator.INITRAMFS_TOOLS, "virtio_pci", "virtio_blk");

    assertThat(inspect(GuestTrees.disks(tree, "ext4")).allFindVirtioDisks()).isTrue();
    assertThat(inspect(GuestTrees.disks(tree.kernel("6.1.0-30-amd64", Virtio.MODULES), "ext4")).allFindVirtioDisks())
        .as("an older kernel without initramfs").isFalse();
  }
}
