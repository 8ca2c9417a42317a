package org.xen2kvm.guestfix.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A block device as the kernel shows it in {@code /sys/dev/block}: its partitions, and what is set up on it. */
final class BlockDevice {
  /** The kind of a file in its mode, and that of a block device (inode.7). */
  private static final int KIND = 0xf000;

  private static final int BLOCK = 0x6000;

  private final Path device;

  /**
   * Makes the view of one device.
   *
   * @param numbers its {@code major:minor}
   * @param devices where the kernel lists devices by these
   */
  BlockDevice(String numbers, Path devices) {
    this.device = devices.resolve(numbers);
  }

  /** Returns the {@code major:minor} of a block device; empty for any other file, and for none. */
  static Optional<String> numbers(Path file) {
    try {
      if ((((Number) Files.getAttribute(file, "unix:mode")).intValue() & KIND) != BLOCK) {
        return Optional.empty();
      }
      long numbers = ((Number) Files.getAttribute(file, "unix:rdev")).longValue();
      return Optional.of(major(numbers) + ":" + minor(numbers));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Returns the major number in a device number of glibc (gnu_dev_major). */
  static long major(long numbers) {
    return ((numbers >> 8) & 0xfff) | ((numbers >> 32) & ~0xfffL);
  }

  /** Returns the minor number in a device number of glibc (gnu_dev_minor). */
  static long minor(long numbers) {
    return (numbers & 0xff) | ((numbers >> 12) & ~0xffL);
  }

  /** Returns the names of the partitions by their {@code major:minor}. */
  Map<String, String> partitions() throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (Path partition : partitionFolders()) {
      String numbers = firstLine(partition.resolve("dev"));
      if (!numbers.isEmpty()) {
        found.put(numbers, String.valueOf(partition.getFileName()));
      }
    }
    return found;
  }

  /** Returns which device is set up on this one or on a partition of it, in words; empty when none is. */
  Optional<String> holder() throws IOException {
    Optional<String> own = holderOf(device);
    if (own.isPresent()) {
      return own.map(name -> name + " is set up on it");
    }
    for (Path partition : partitionFolders()) {
      Optional<String> holder = holderOf(partition);
      if (holder.isPresent()) {
        return holder.map(name -> name + " is set up on its partition " + partition.getFileName());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> holderOf(Path device) throws IOException {
    for (Path holder : entries(device.resolve("holders"))) {
      String name = firstLine(holder.resolve("dm").resolve("name"));
      return Optional.of(holder.getFileName() + (name.isEmpty() ? "" : " (" + name + ")"));
    }
    return Optional.empty();
  }

  private List<Path> partitionFolders() throws IOException {
    List<Path> found = entries(device);
    found.removeIf(entry -> !Files.exists(entry.resolve("partition")));
    return found;
  }

  private static List<Path> entries(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        entries.forEach(found::add);
      } catch (NoSuchFileException gone) {
        return found;
      }
      found.sort(null);
    }
    return found;
  }

  /** The first line of a file; empty when there is none. */
  private static String firstLine(Path file) throws IOException {
    try {
      return Files.exists(file) ? Files.readString(file).lines().findFirst().orElse("") : "";
    } catch (NoSuchFileException gone) {
      return "";
    }
  }
}
