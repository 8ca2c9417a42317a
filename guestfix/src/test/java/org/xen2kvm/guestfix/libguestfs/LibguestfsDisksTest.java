package org.xen2kvm.guestfix.libguestfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.guestfix.disk.GuestDisk;
import org.xen2kvm.guestfix.disk.GuestDisk.PartitionTable;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.disk.GuestDisksException.Reason;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.disk.Volume.Kind;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.libguestfs.files.LibguestfsWriter;
import org.xen2kvm.guestfix.libguestfs.nativecall.LibguestfsLibrary;

/**
 * Five disks with everything that guests put on theirs, made in one appliance and looked at in a second, read-only one, which
 * finds arrays and volume groups as it starts.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LibguestfsDisksTest {
  private static final String KEY = "a key with space\nand a second line";

  /** sda: MBR; sdb: LVM; sdc: ext4 on the whole disk behind a boot sector's signature; sdd: GPT; sde: XFS. */
  private static final String MAKE = """
      for letter in a b c d e; do eval "$letter=$(readlink -f /dev/disk/guestfs/disk$letter)"; done
      parted -s $a mklabel msdos mkpart primary 1MiB 33MiB mkpart primary 33MiB 97MiB mkpart primary 97MiB 217MiB \
          mkpart extended 217MiB 100% mkpart logical 218MiB 230MiB mkpart logical 231MiB 263MiB mkpart logical 264MiB 296MiB
      parted -s $d mklabel gpt mkpart esp fat32 1MiB 40MiB
      udevadm settle
      printf 'GRUB boot code' | dd of=$a bs=1 conv=notrunc status=none
      mkfs.ext4 -q -L boot -U 11111111-2222-3333-4444-555555555555 ${a}1
      printf '%s' 'KEY' > /tmp/key
      cryptsetup -q luksFormat --type luks1 --iter-time 10 ${a}2 /tmp/key
      cryptsetup open --key-file /tmp/key ${a}2 making
      lvm pvcreate -q /dev/mapper/making; lvm vgcreate -q secret /dev/mapper/making
      lvm lvcreate -q -l 100%FREE -n home secret; mkfs.ext4 -q /dev/secret/home
      mkfs.btrfs -q -L bt ${a}3
      mkdir /tmp/bt; mount ${a}3 /tmp/bt; btrfs subvolume create /tmp/bt/@ >/dev/null
      btrfs subvolume create /tmp/bt/@/var >/dev/null; echo sub > /tmp/bt/@/file; umount /tmp/bt
      mkswap -q ${a}5
      mdadm --create /dev/md/guest --run --level=1 --raid-devices=2 --metadata=1.2 ${a}6 ${a}7 2>/dev/null
      mkfs.ext4 -q -L onmd /dev/md/guest
      lvm pvcreate -q $b; lvm vgcreate -q vg0 $b
      lvm lvcreate -q -L 32M -n root vg0; lvm lvcreate -q -L 8M -n swap vg0
      mkfs.ext4 -q /dev/vg0/root; mkswap -q /dev/vg0/swap
      printf 'S1SUSPEND\\0' | dd of=/dev/vg0/swap bs=1 seek=4086 conv=notrunc status=none
      mkfs.ext4 -q $c; printf '\\125\\252' | dd of=$c bs=1 seek=510 conv=notrunc status=none
      mkfs.vfat -n ESP ${d}1 >/dev/null
      if command -v mkfs.xfs >/dev/null; then mkfs.xfs -q $e; fi
      """;

  private static @Nullable LibguestfsDisks disks;
  private static List<DiskImage> images = List.of();
  private static final StringBuilder NOTES = new StringBuilder();

  @BeforeAll
  static void makeDisks(@TempDir Path folder) throws IOException {
    images = List.of(
        TestAppliance.rawImage(folder.resolve("a.raw"), 300),
        TestAppliance.rawImage(folder.resolve("b, with:odd name.raw"), 64),
        TestAppliance.rawImage(folder.resolve("c.raw"), 16),
        TestAppliance.rawImage(folder.resolve("d.raw"), 48),
        TestAppliance.rawImage(folder.resolve("e.raw"), 320));
    ApplianceListener listener = new ApplianceListener() {
      @Override
      public void note(String message) {
        NOTES.append(message).append('\n');
      }
    };
    try (LibguestfsWritableDisks making = TestAppliance.orSkip(() ->
        (LibguestfsWritableDisks) Appliance.openWritable(images, ApplianceOptions.defaults(), listener))) {
      TestAppliance.shell(making, MAKE.replace("KEY", KEY));
    }
    long before = Files.getLastModifiedTime(images.get(0).file()).toMillis();
    disks = (LibguestfsDisks) Appliance.openReadOnly(images, ApplianceOptions.defaults(), listener);
    assertThat(Files.getLastModifiedTime(images.get(0).file()).toMillis()).isEqualTo(before);
  }

  @AfterAll
  static void close() {
    if (disks != null) {
      disks.close();
      disks.close(); // does nothing
      assertThatThrownBy(() -> disks.disks()).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  @Order(1)
  void disksAreToldInTheirOrder() {
    assertThat(disks().disks()).containsExactly(
        new GuestDisk(0, 300L << 20, PartitionTable.MBR),
        new GuestDisk(1, 64L << 20, PartitionTable.NONE),
        new GuestDisk(2, 16L << 20, PartitionTable.NONE),
        new GuestDisk(3, 48L << 20, PartitionTable.GPT),
        new GuestDisk(4, 320L << 20, PartitionTable.NONE));
  }

  @Test
  @Order(2)
  void everythingThatHoldsSomethingIsAVolume() {
    assertThat(disks().volumes())
        .filteredOn(volume -> volume.disk() != 4)
        .extracting(Volume::device, Volume::kind, Volume::disk, Volume::partition, Volume::type)
        .containsExactlyInAnyOrder(
            tuple("/dev/sda1", Kind.PARTITION, 0, 1, "ext4"),
            tuple("/dev/sda2", Kind.PARTITION, 0, 2, "crypto_LUKS"),
            tuple("/dev/sda3", Kind.PARTITION, 0, 3, "btrfs"),
            tuple("/dev/sda5", Kind.PARTITION, 0, 5, "swap"),
            tuple("/dev/sda6", Kind.PARTITION, 0, 6, "linux_raid_member"),
            tuple("/dev/sda7", Kind.PARTITION, 0, 7, "linux_raid_member"),
            tuple("/dev/sdb", Kind.WHOLE_DISK, 1, 0, "LVM2_member"),
            tuple("/dev/sdc", Kind.WHOLE_DISK, 2, 0, "ext4"),
            tuple("/dev/sdd1", Kind.PARTITION, 3, 1, "vfat"),
            tuple("/dev/md127", Kind.MD_ARRAY, -1, 0, "ext4"),
            tuple("/dev/vg0/root", Kind.LOGICAL_VOLUME, -1, 0, "ext4"),
            tuple("/dev/vg0/swap", Kind.LOGICAL_VOLUME, -1, 0, "swsuspend"));
    assertThat(volume("/dev/sda1")).isEqualTo(new Volume(
        "/dev/sda1", Kind.PARTITION, 0, 1, "ext4", "11111111-2222-3333-4444-555555555555", "boot", 32L << 20));
    assertThat(volume("/dev/vg0/root").size()).isEqualTo(32L << 20);
    assertThat(volume("/dev/vg0/swap").isHibernated()).isTrue();
    assertThat(volume("/dev/sdd1")).satisfies(esp -> {
      assertThat(esp.label()).isEqualTo("ESP");
      assertThat(esp.uuid()).matches("[0-9A-F]{4}-[0-9A-F]{4}");
      assertThat(esp.size()).isEqualTo(39L << 20);
    });
  }

  @Test
  @Order(3)
  void bootCodeIsRead() {
    assertThat(new String(disks().read(0, 0, 14), UTF_8)).isEqualTo("GRUB boot code");
    assertThat(disks().read(0, 510, 2)).containsExactly(0x55, 0xAA);
    assertThat(disks().read(2, (16L << 20) - 3, 10)).hasSize(3);
    assertThat(disks().read(0, 0, 5 << 20)).hasSize(5 << 20);
    assertThatThrownBy(() -> disks().read(5, 0, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Order(4)
  void lockedContainerOpensWithItsKeyOnly() {
    refused(Reason.WRONG_KEY, () -> disks().unlock(volume("/dev/sda2"), "wrong".getBytes(UTF_8)));
    refused(Reason.FAILED, () -> disks().unlock(volume("/dev/sda2"), new byte[] {1, 0, 2}));

    disks().unlock(volume("/dev/sda2"), KEY.getBytes(UTF_8));

    assertThat(volume("/dev/secret/home").type()).isEqualTo("ext4");
    assertThat(disks().volumes()).filteredOn(volume -> volume.kind() == Kind.LUKS_CONTENT).singleElement()
        .extracting(Volume::type).isEqualTo("LVM2_member");
  }

  @Test
  @Order(5)
  void subvolumesAreMounted() {
    Volume btrfs = volume("/dev/sda3");
    assertThat(disks().subvolumes(btrfs)).containsExactly("@", "@/var");

    disks().mount(btrfs, GuestPath.ROOT, "@");
    assertThat(disks().files().read(GuestPath.of("/file"), 10)).isEqualTo("sub\n".getBytes(UTF_8));
    assertThat(disks().space(GuestPath.ROOT).freeInodes()).isEqualTo(Long.MAX_VALUE);
    disks().mount(volume("/dev/sda1"), GuestPath.of("/var"), "");
    assertThat(disks().files().list(GuestPath.of("/var"))).containsExactly("lost+found");
    disks().unmountAll();

    disks().mount(btrfs, GuestPath.ROOT, "");
    assertThat(disks().files().list(GuestPath.ROOT)).containsExactly("@");
    disks().unmountAll();
    refused(Reason.MOUNT_FAILED, () -> disks().mount(btrfs, GuestPath.ROOT, "no"));
    refused(Reason.MOUNT_FAILED, () -> disks().mount(btrfs, GuestPath.ROOT, "@,rw"));
    refused(Reason.MOUNT_FAILED, () -> disks().mount(volume("/dev/sda5"), GuestPath.ROOT, ""));
  }

  @Test
  @Order(6)
  void readOnlySessionCannotWrite() {
    disks().mount(volume("/dev/vg0/root"), GuestPath.ROOT, "");
    LibguestfsWriter writer = new LibguestfsWriter(disks().handle());

    assertThatThrownBy(() -> writer.write(GuestPath.of("/f"), new byte[1])).hasMessageContaining("Read-only");
    disks().unmountAll();
  }

  @Test
  @Order(7)
  void checkersFindDamageAndChangeNothing() {
    FilesystemCheck check = new FilesystemCheck(disks().handle());
    for (String device : List.of("/dev/sda1", "/dev/sda3", "/dev/sdd1", "/dev/sda5", "/dev/md127", "/dev/sde")) {
      assertThat(check.problems(volume(device))).as(device).isEmpty();
    }
    TestAppliance.shell(disks(), "debugfs -w -R 'clri <2>' /dev/disk/guestfs/diskc 2>/dev/null");

    assertThat(check.problems(volume("/dev/sdc"))).hasValueSatisfying(said -> assertThat(said).contains("Root inode"));
    assertThat(check.problems(volume("/dev/sdc"))).as("it is still damaged").isPresent();
  }

  @Test
  @Order(8)
  void twoThreadsAtOnceAreRefused() throws InterruptedException {
    LibguestfsLibrary library = disks().handle().library();
    StringBuilder said = new StringBuilder();
    disks().handle().number(g -> {
      Thread other = new Thread(() -> {
        try {
          disks().read(0, 0, 1);
        } catch (IllegalStateException refusal) {
          said.append(refusal.getMessage());
        }
      });
      other.start();
      try {
        other.join();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
      return library.guestfs_sync(g);
    });

    assertThat(said).contains("two threads");
  }

  @Test
  @Order(9)
  void userHearsOnceThatKvmDoesNotWork() {
    assertThat(NOTES.toString().lines().count()).isLessThanOrEqualTo(1);
  }

  private static Tuple tuple(Object... values) {
    return Tuple.tuple(values);
  }

  private static Volume volume(String device) {
    return disks().volumes().stream().filter(volume -> volume.device().equals(device)).findFirst().orElseThrow();
  }

  private static void refused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOfSatisfying(
        GuestDisksException.class, failure -> assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason));
  }

  private static LibguestfsDisks disks() {
    return Objects.requireNonNull(disks);
  }
}
