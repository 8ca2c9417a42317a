package org.xen2kvm.migration.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xen2kvm.file.WorkFile;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;

/**
 * What a plan may say about files of the host: each has one part in it. A plan may come from a file that somebody edited, so
 * nothing here is left to the planner. Stateless.
 */
final class HostFileRules {
  private HostFileRules() {}

  /** Returns the files that a plan makes, in the order in which they are put in their places. */
  static List<Path> newFiles(
      List<PlannedDisk> disks, KeepChoice keep, Optional<Path> definitionFile, Optional<HostBoot> hostBoot) {
    List<Path> files = new ArrayList<>();
    for (PlannedDisk disk : disks) {
      disk.newFile(keep).ifPresent(files::add);
    }
    hostBoot.ifPresent(boot -> {
      files.add(boot.kernel());
      boot.initramfs().ifPresent(files::add);
    });
    definitionFile.ifPresent(files::add);
    return files;
  }

  static void check(
      List<PlannedDisk> disks, KeepChoice keep, Optional<Path> definitionFile, Optional<HostBoot> hostBoot) {
    Set<Path> named = new HashSet<>();
    for (PlannedDisk disk : disks) {
      DiskImage source = disk.source().image();
      once(named, source.file(), "the image of two disks");
      require(absolute(disk.overlay()), disk.overlay() + " is no absolute, plain path");
      require(!disk.changed() || !disk.source().readOnly(), source + " may only be read, so it cannot be changed");
      DiskImage wanted = disk.changed() ? disk.overlayImage() : source;
      if (disk.changed() && keep == KeepChoice.FLATTEN) {
        require(disk.result().format() == DiskFormat.QCOW2 && !disk.result().equals(wanted)
            && siblings(disk.result().file(), disk.overlay()), disk.result() + " is no new image beside the overlay");
      } else {
        require(disk.result().equals(wanted), disk.result() + " is not what becomes of " + source);
      }
    }
    for (PlannedDisk disk : disks) {
      once(named, disk.overlay(), "an overlay and something else");
    }
    List<Path> others = newFiles(disks, keep, definitionFile, hostBoot);
    if (keep != KeepChoice.FLATTEN) {
      others = others.subList((int) disks.stream().filter(PlannedDisk::changed).count(), others.size());
    }
    for (Path file : others) {
      require(absolute(file), file + " is no absolute, plain path");
      once(named, file, "made and something else");
    }
    for (Path file : named) {
      require(!WorkFile.isOne(file), file + " is the name of an unfinished file");
    }
  }

  private static boolean siblings(Path one, Path other) {
    return String.valueOf(one.getParent()).equals(String.valueOf(other.getParent()));
  }

  private static boolean absolute(Path file) {
    return file.isAbsolute() && file.equals(file.normalize()) && file.getFileName() != null;
  }

  private static void once(Set<Path> named, Path file, String otherwise) {
    require(named.add(file), file + " is " + otherwise);
  }

  private static void require(boolean truth, String otherwise) {
    if (!truth) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
