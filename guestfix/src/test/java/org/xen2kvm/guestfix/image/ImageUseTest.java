package org.xen2kvm.guestfix.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
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
    Files.createDirectories(folder.resolve("block/loop0")); // set up on nothing
    Files.writeString(folder.resolve("mounts"), "proc /proc proc rw 0 0\n");
  }

  @Test
  void unusedImageHasNoUser() {
    assertThat(use().of(new DiskImage(image, DiskFormat.RAW))).isEmpty();
    assertThat(use().of(new DiskImage(folder.resolve("absent"), DiskFormat.RAW))).isEmpty();
    Path no = folder.resolve("no");
    assertThat(new ImageUse(no, no, no).of(new DiskImage(image, DiskFormat.RAW))).isEmpty();
  }

  @Test
  void loopDeviceIsAUserThroughAnyName() throws IOException {
    Files.createDirectories(folder.resolve("block/loop7/loop"));
    Files.writeString(folder.resolve("block/loop7/loop/backing_file"), image + "\n");
    Path link = Files.createSymbolicLink(folder.resolve("link.raw"), image);

    assertThat(use().of(new DiskImage(link, DiskFormat.RAW))).hasValueSatisfying(words ->
        assertThat(words).contains("/dev/loop7"));
  }

  @Test
  void mountIsAUser() throws IOException {
    Files.writeString(folder.resolve("mounts"), image + " /mnt ext4 rw 0 0\n");

    assertThat(use().of(new DiskImage(image, DiskFormat.RAW))).hasValueSatisfying(words ->
        assertThat(words).contains("/mnt"));
  }

  @Test
  void lockOfAWritingQemuIsAUser() throws IOException {
    long device = ((Number) Files.getAttribute(image, "unix:dev")).longValue();
    String file = String.format(
        Locale.ROOT, "%02x:%02x:%s", device >> 8 & 0xfff, device & 0xff, Files.getAttribute(image, "unix:ino"));
    Files.writeString(folder.resolve("locks"), """
        1: FLOCK  ADVISORY  WRITE 26193 fe:00:2154685 0 EOF
        2: OFDLCK ADVISORY  READ -1 %s 201 201
        3: OFDLCK ADVISORY  READ -1 fe:00:1 100 101
        3: -> POSIX ADVISORY  READ 12 %s 0 EOF
        """.formatted(file, file));
    assertThat(use().of(new DiskImage(image, DiskFormat.RAW))).as("read, or another file's").isEmpty();

    Files.writeString(folder.resolve("locks"), "7: OFDLCK ADVISORY  READ -1 " + file + " 100 101\n");
    assertThat(use().of(new DiskImage(image, DiskFormat.RAW))).hasValueSatisfying(words ->
        assertThat(words).contains("QEMU"));
  }

  private ImageUse use() {
    return new ImageUse(folder.resolve("block"), folder.resolve("mounts"), folder.resolve("locks"));
  }
}
