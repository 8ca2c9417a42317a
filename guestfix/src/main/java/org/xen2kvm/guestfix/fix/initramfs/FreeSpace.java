package org.xen2kvm.guestfix.fix.initramfs;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.xen2kvm.guestfix.disk.FilesystemSpace;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.GuestInspection;
import org.xen2kvm.guestfix.inspect.Mount;

/** What is left on a guest's filesystems while a plan grows. For one plan and one thread. */
final class FreeSpace {
  /** Blocks are larger than files, and a journal may grow. */
  private static final long MARGIN = 1 << 20;

  private final GuestInspection inspection;
  private final Map<Volume, FilesystemSpace> left = new HashMap<>();

  FreeSpace(GuestInspection inspection) {
    this.inspection = inspection;
  }

  /**
   * Takes what a file needs from the filesystem that it is on. Where that is not known, there is enough.
   *
   * @return what is missing, as a sentence without a full stop; empty when there is enough
   */
  Optional<String> take(GuestPath file, long bytes, long inodes) {
    Optional<Mount> mount = inspection.mountOf(file);
    Optional<FilesystemSpace> known = mount.flatMap(Mount::space);
    if (mount.isEmpty() || known.isEmpty()) {
      return Optional.empty();
    }
    FilesystemSpace free = left.getOrDefault(mount.get().volume(), known.get());
    if (free.freeBytes() < bytes + MARGIN) {
      return Optional.of("The filesystem at " + mount.get().at() + " has " + mebibytes(free.freeBytes()) + " MiB left, and "
          + file + " needs " + mebibytes(bytes + MARGIN + (1 << 20) - 1) + " MiB");
    }
    if (free.freeInodes() < inodes) {
      return Optional.of("The filesystem at " + mount.get().at() + " has room for " + free.freeInodes() + " more files, and "
          + file + " needs " + inodes);
    }
    left.put(mount.get().volume(), new FilesystemSpace(free.freeBytes() - bytes, free.freeInodes() - inodes));
    return Optional.empty();
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%d", bytes >> 20);
  }
}
