package org.xen2kvm.guestfix.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who of this host uses an image: a QEMU that writes to it, a loop device, as for Xen's {@code file:} disks, a mount, the
 * host's swap, or what is set up on a block device, such as LVM and software RAID.
 *
 * <p>QEMU locks bytes of the files that it has open, and {@code qemu-img info} fails on the lock of a running guest's qcow2
 * image, but not of its raw one (QEMU 7.2). The kernel's list of locks tells of both, as long as the file is on a local
 * filesystem.
 */
final class ImageUse {
  /** A process that has this byte locked writes to the image (QEMU, block/file-posix.c: RAW_LOCK_PERM_BASE + BLK_PERM_WRITE). */
  private static final long WRITE_LOCK = 101;

  /** Number, kind, ADVISORY, READ or WRITE, process (-1 for a lock of the open file), major:minor:inode, first and last byte. */
  private static final Pattern LOCK = Pattern.compile(
      "[0-9]+: +(?:OFDLCK|POSIX) +\\S+ +\\S+ +-?[0-9]+ +([0-9a-f]+):([0-9a-f]+):([0-9]+) +([0-9]+) +([0-9]+|EOF)");

  private final Path blockDevices;
  private final Path devices;
  private final Mounts mounts;
  private final Swaps swaps;
  private final Path locks;

  /** Looks at the places where the kernel tells. */
  ImageUse() {
    this(Path.of("/"));
  }

  /**
   * Looks elsewhere.
   *
   * @param root the folder of {@code proc} and {@code sys}
   */
  ImageUse(Path root) {
    this.blockDevices = root.resolve("sys/block");
    this.devices = root.resolve("sys/dev/block");
    this.mounts = new Mounts(root.resolve("proc/self/mountinfo"), root.resolve("sys/fs/btrfs"));
    this.swaps = new Swaps(root.resolve("proc/swaps"));
    this.locks = root.resolve("proc/locks");
  }

  /** What uses the image, in words; empty when nothing does as far as can be seen. */
  Optional<String> of(DiskImage image) {
    try {
      if (!Files.exists(image.file())) {
        return Optional.empty();
      }
      Path real = image.file().toRealPath();
      if (isWritten(real)) {
        return Optional.of("a QEMU writes to it; stop the guest");
      }
      Optional<String> loop = loopDevice(real);
      return loop.isPresent() ? loop : mountOrHolder(real);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private boolean isWritten(Path file) throws IOException {
    if (!Files.isReadable(locks)) {
      return false;
    }
    long device = ((Number) Files.getAttribute(file, "unix:dev")).longValue();
    long major = BlockDevice.major(device);
    long minor = BlockDevice.minor(device);
    long inode = ((Number) Files.getAttribute(file, "unix:ino")).longValue();
    for (String line : Files.readAllLines(locks)) {
      Matcher lock = LOCK.matcher(line.strip());
      if (lock.matches()
          && Long.parseLong(lock.group(1), 16) == major
          && Long.parseLong(lock.group(2), 16) == minor
          && Long.parseUnsignedLong(lock.group(3)) == inode
          && Long.parseLong(lock.group(4)) <= WRITE_LOCK
          && !lock.group(5).equals("EOF")
          && Long.parseLong(lock.group(5)) >= WRITE_LOCK) {
        return true;
      }
    }
    return false;
  }

  private Optional<String> loopDevice(Path file) throws IOException {
    if (!Files.isDirectory(blockDevices)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> loops = Files.newDirectoryStream(blockDevices, "loop*")) {
      for (Path loop : loops) {
        Path backing = loop.resolve("loop").resolve("backing_file");
        if (Files.exists(backing, LinkOption.NOFOLLOW_LINKS) && Path.of(firstLine(backing)).equals(file)) {
          return Optional.of("/dev/" + loop.getFileName() + " is set up on it (losetup -d, or stop the guest)");
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> mountOrHolder(Path file) throws IOException {
    Optional<String> numbers = BlockDevice.numbers(file);
    if (numbers.isEmpty()) {
      return mountOrSwap(file, Map.of());
    }
    BlockDevice device = new BlockDevice(numbers.get(), devices);
    Map<String, String> parts = new HashMap<>(Map.of(numbers.get(), "it"));
    device.partitions().forEach((part, name) -> parts.put(part, "its partition " + name));
    Optional<String> used = mountOrSwap(file, parts);
    return used.isPresent() ? used : device.holder();
  }

  private Optional<String> mountOrSwap(Path file, Map<String, String> parts) throws IOException {
    Optional<String> mounted = mounts.of(file, parts);
    return mounted.isPresent() ? mounted : swaps.of(file, parts);
  }

  private static String firstLine(Path file) throws IOException {
    try {
      return Files.readAllLines(file).stream().findFirst().orElse("/");
    } catch (NoSuchFileException detachedMeanwhile) {
      return "/";
    }
  }
}
