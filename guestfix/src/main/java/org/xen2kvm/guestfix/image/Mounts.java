package org.xen2kvm.guestfix.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a file or a block device is mounted, by the kernel's {@code mountinfo} (proc_pid_mountinfo.5). A device is known by
 * its numbers; the source is compared too, because the filesystems of btrfs have numbers of their own. Of a btrfs on several devices
 * mountinfo names one; all of them are in {@code /sys/fs/btrfs} while it is mounted (btrfs(5), sysfs interface).
 */
final class Mounts {
  private final Path mountinfo;
  private final Path btrfs;

  Mounts(Path mountinfo, Path btrfs) {
    this.mountinfo = mountinfo;
    this.btrfs = btrfs;
  }

  /**
   * Returns what is mounted where, in words; empty when nothing is.
   *
   * @param file the real path of a file or a device
   * @param parts what the numbers ({@code major:minor}) of the device and its partitions are called
   */
  Optional<String> of(Path file, Map<String, String> parts) throws IOException {
    if (!Files.exists(mountinfo)) {
      return Optional.empty();
    }
    // Names are bytes and need not be UTF-8.
    String text = new String(Files.readAllBytes(mountinfo), StandardCharsets.UTF_8);
    for (String line : text.split("\n")) {
      List<String> fields = Arrays.asList(line.split(" "));
      int dash = fields.indexOf("-"); // ends the optional fields, which are none or several
      if (dash < 6 || fields.size() < dash + 3) {
        continue;
      }
      String part = parts.get(fields.get(2));
      if (part == null && isSource(unescaped(fields.get(dash + 2)), fields.get(dash + 1), file)) {
        part = "it";
      }
      if (part != null) {
        return Optional.of(part + " is mounted on " + unescaped(fields.get(4)));
      }
    }
    return btrfsWith(parts);
  }

  private Optional<String> btrfsWith(Map<String, String> parts) throws IOException {
    if (parts.isEmpty() || !Files.isDirectory(btrfs)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> filesystems = Files.newDirectoryStream(btrfs, folder -> Files.isDirectory(folder.resolve("devices")))) {
      for (Path filesystem : filesystems) {
        Optional<String> used = btrfsWith(parts, filesystem);
        if (used.isPresent()) {
          return used;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> btrfsWith(Map<String, String> parts, Path filesystem) throws IOException {
    try (DirectoryStream<Path> devices = Files.newDirectoryStream(filesystem.resolve("devices"))) {
      for (Path device : devices) {
        String part = parts.get(numbers(device.resolve("dev")));
        if (part != null) {
          return Optional.of(part + " is one of the devices of a mounted btrfs, " + filesystem.getFileName());
        }
      }
      return Optional.empty();
    } catch (NoSuchFileException unmountedMeanwhile) { // the others may be mounted still
      return Optional.empty();
    }
  }

  private static String numbers(Path dev) throws IOException {
    return Files.exists(dev) ? Files.readString(dev).strip() : "";
  }

  private static boolean isSource(String source, String type, Path file) throws IOException {
    if (!source.startsWith("/")) {
      return false;
    }
    if (source.equals(file.toString())) {
      return true;
    }
    if (type.equals("fuse") || type.startsWith("fuse.")) {
      return false; // any user's own words: following them could lead into a filesystem that does not answer
    }
    try {
      return Path.of(source).toRealPath().equals(file);
    } catch (FileSystemException | InvalidPathException noLongerThere) {
      return false; // or never was: the kernel keeps whatever mount(2) was told
    }
  }

  /** Blank, tab, line feed and backslash are written as a backslash and three octal digits. */
  static String unescaped(String field) {
    return field.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\");
  }
}
