package org.xen2kvm.guestfix.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses of an image without QEMU's locks are seen in what the kernel tells. */
final class ImageUseTest {
  @TempDir private Path folder = Path.of("");
  private Path image = Path.of("");

  @BeforeEach
  void makeImage() throws IOException {
    image = Files.createFile(folder.toRealPath().resolve("disk.raw"));
    Files.createDirectories(folder.resolve("sys/block/loop0")); // set up on nothing
    Files.createDirectories(folder.resolve("proc/self"));
    Files.writeString(folder.resolve("proc/self/mountinfo"), "22 1 0:21 / /proc rw,relatime - proc proc rw\n");
  }

  @Test
  void unusedImageHasNoUser() {
    assertThat(use().of(new DiskImage(image, DiskFormat.RAW))).isEmpty();
    assertThat(use().of(new DiskImage(folder.resolve("absent"), DiskFormat.RAW))).isEmpty();
    assertThat(new ImageUse(folder.resolve("no")).of(new DiskImage(image, DiskFormat.RAW))).isEmpty();
  }

  @Test
  void loopDeviceIsAUserThroughAnyName() throws IOException {
    Files.createDirectories(folder.resolve("sys/block/loop7/loop"));
    Files.writeString(folder.resolve("sys/block/loop7/loop/backing_file"), image + "\n");
    Path link = Files.createSymbolicLink(folder.resolve("link.raw"), image);

    assertThat(use().of(new DiskImage(link, DiskFormat.RAW))).hasValueSatisfying(words ->
        assertThat(words).contains("/dev/loop7"));
  }

  @Test
  void mountIsAUser() throws IOException {
    Files.writeString(folder.resolve("proc/self/mountinfo"), "40 1 0:52 / /mnt rw - erofs " + image + " ro\n");

    assertThat(use().of(new DiskImage(image, DiskFormat.RAW))).hasValueSatisfying(words ->
        assertThat(words).contains("/mnt"));
  }

  @Test
  void mountByAnotherNameIsAUser() throws IOException {
    Path link = Files.createSymbolicLink(folder.toRealPath().resolve("vg-my lv"), image);
    Files.writeString(folder.resolve("proc/self/mountinfo"), """
        39 1 0:51 / /gone rw - btrfs /dev/mapper/absent rw
        40 1 0:52 /sub /my\\040data rw shared:7 master:2 - btrfs %s rw
        """.formatted(link.toString().replace(" ", "\\040")));

    assertThat(use().of(new DiskImage(image, DiskFormat.RAW))).contains("it is mounted on /my data");
  }

  @Test
  void sourceThatAUserMadeUpForFuseIsNotFollowed() throws IOException {
    Path link = Files.createSymbolicLink(folder.toRealPath().resolve("link"), image);
    Files.writeString(folder.resolve("proc/self/mountinfo"), "40 1 0:52 / /mnt rw - fuse.sshfs " + link + " rw\n");

    assertThat(use().of(new DiskImage(image, DiskFormat.RAW))).isEmpty();
  }

  @Test
  void linesThatAreNoMountsOrNoTextArePassedOver() throws IOException {
    Files.write(folder.resolve("proc/self/mountinfo"), ("\n40\n41 1 0:1 / /\u00e4 rw - x\n42 1 x / /y rw - ext4 " + image + "/below rw\n"
        + "43 1 0:52 / /mnt rw - erofs " + image + " ro\n").getBytes(StandardCharsets.ISO_8859_1));

    assertThat(use().of(new DiskImage(image, DiskFormat.RAW))).contains("it is mounted on /mnt");
  }

  @Test
  void deviceIsKnownByItsNumbers() throws IOException {
    Path device = anyBlockDevice();
    long numbers = ((Number) Files.getAttribute(device, "unix:rdev")).longValue();
    Files.writeString(folder.resolve("proc/self/mountinfo"), "40 1 %d:%d / /mnt rw - ext4 /dev/root rw%n".formatted(
        numbers >> 8 & 0xfff, numbers & 0xff | numbers >> 12 & ~0xff));

    assertThat(use().of(new DiskImage(device, DiskFormat.RAW))).contains("it is mounted on /mnt");
  }

  @Test
  void everyDeviceOfAMountedBtrfsIsUsed() throws IOException {
    Path device = anyBlockDevice();
    Files.createDirectories(folder.resolve("sys/fs/btrfs/features"));
    Path devices = folder.resolve("sys/fs/btrfs/3f0c-5a/devices");
    Files.createDirectories(devices.resolve("missing"));
    Files.writeString(Files.createDirectories(devices.resolve("sda1")).resolve("dev"), "4095:1\n");
    DiskImage second = new DiskImage(device, DiskFormat.RAW);
    assertThat(use().of(second)).as("another device's").isEmpty();

    String numbers = BlockDevice.numbers(device).orElseThrow();
    Files.writeString(Files.createDirectories(devices.resolve("sdb")).resolve("dev"), numbers + "\n");
    assertThat(use().of(second)).contains("it is one of the devices of a mounted btrfs, 3f0c-5a");
  }

  @Test
  void swapIsAUse() throws IOException {
    String heading = "Filename\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";
    Files.writeString(folder.resolve("proc/swaps"), heading + "/no/such\\040(deleted)  file\t1\t0\t-2\n");
    assertThat(use().of(new DiskImage(image, DiskFormat.RAW))).as("another one").isEmpty();
    Path link = Files.createSymbolicLink(folder.toRealPath().resolve("a swap"), image);
    Files.writeString(folder.resolve("proc/swaps"), heading + link.toString().replace(" ", "\\040") + " file\t1\t0\t-2\n");
    assertThat(use().of(new DiskImage(image, DiskFormat.RAW))).contains("it is swap of this host (swapoff)");

    Path device = anyBlockDevice();
    Path name = Files.createSymbolicLink(folder.toRealPath().resolve("dev"), device);
    Files.writeString(folder.resolve("proc/swaps"), heading + name + "\tpartition\t1\t0\t-2\n");
    assertThat(use().of(new DiskImage(device, DiskFormat.RAW))).contains("it is swap of this host (swapoff)");
  }

  /** Returns a block device of this machine, or skips the test and says why. */
  private static Path anyBlockDevice() throws IOException {
    try (Stream<Path> devices = Files.list(Path.of("/dev"))) {
      Optional<Path> device = devices.filter(each -> BlockDevice.numbers(each).isPresent()).findFirst();
      if (device.isEmpty()) {
        System.out.println("Skipped: there is no block device in /dev");
      }
      assumeTrue(device.isPresent(), "there is no block device in /dev");
      return device.orElseThrow();
    }
  }

  @Test
  void partitionsAndHoldersOfADeviceAreUsers() throws IOException {
    Path sdb = Files.createDirectories(folder.resolve("sys/dev/block/8:16"));
    Files.createDirectories(sdb.resolve("queue"));
    Files.createDirectories(sdb.resolve("holders"));
    Path sdb1 = Files.createDirectories(sdb.resolve("sdb1"));
    Files.writeString(sdb1.resolve("partition"), "1\n");
    Files.writeString(sdb1.resolve("dev"), "8:17\n");
    BlockDevice disk = new BlockDevice("8:16", folder.resolve("sys/dev/block"));

    assertThat(disk.holder()).isEmpty();
    assertThat(disk.partitions()).containsExactly(Map.entry("8:17", "sdb1"));

    Files.createDirectories(sdb1.resolve("holders/dm-3/dm"));
    Files.writeString(sdb1.resolve("holders/dm-3/dm/name"), "vg-lv\n");
    assertThat(disk.holder()).contains("dm-3 (vg-lv) is set up on its partition sdb1");

    Files.createDirectories(sdb.resolve("holders/md0"));
    assertThat(disk.holder()).contains("md0 is set up on it");
    assertThat(new BlockDevice("9:9", folder.resolve("sys/dev/block")).holder()).isEmpty();
  }

  @Test
  void lockOfAWritingQemuIsAUser() throws IOException {
    long device = ((Number) Files.getAttribute(image, "unix:dev")).longValue();
    String file = String.format(
        Locale.ROOT, "%02x:%02x:%s", device >> 8 & 0xfff, device & 0xff, Files.getAttribute(image, "unix:ino"));
    Files.writeString(folder.resolve("proc/locks"), """
        1: FLOCK  ADVISORY  WRITE 26193 fe:00:2154685 0 EOF
        2: OFDLCK ADVISORY  READ -1 %s 201 201
        3: OFDLCK ADVISORY  READ -1 fe:00:1 100 101
        3: -> POSIX ADVISORY  READ 12 %s 0 EOF
        """.formatted(file, file));
    assertThat(use().of(new DiskImage(image, DiskFormat.RAW))).as("read, or another file's").isEmpty();

    Files.writeString(folder.resolve("proc/locks"), "7: OFDLCK ADVISORY  READ -1 " + file + " 100 101\n");
    assertThat(use().of(new DiskImage(image, DiskFormat.RAW))).hasValueSatisfying(words ->
        assertThat(words).contains("QEMU"));
  }

  private ImageUse use() {
    return new ImageUse(folder);
  }
}
