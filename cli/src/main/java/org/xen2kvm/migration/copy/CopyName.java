package org.xen2kvm.migration.copy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.xen2kvm.file.FileName;
import org.xen2kvm.file.Sha256;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.migration.disk.ConvertedDisk;

/** What a copy is called. Stateless. */
final class CopyName {
  /** Hexadecimal digits of a path's digest: enough that no two media of an estate meet. */
  private static final int DIGITS = 12;

  private CopyName() {}

  /**
   * Returns whether a disk is not its domain's own: media and shareable disks are copied once, however many domains name them,
   * and called by where they were.
   */
  static boolean isShared(ConvertedDisk disk) {
    return disk.isRemovable() || disk.isShareable();
  }

  /**
   * Returns the name of a disk's copy: it stays in its folder, whatever the domain or the image is called.
   *
   * @param xenName the disk's name under Xen, for that under KVM depends on what is decided about the guest
   */
  static String of(String domain, String xenName, ConvertedDisk disk, DiskImage image, DiskFormat format) {
    if (isShared(disk)) {
      String path = image.file().toString();
      Path name = image.file().getFileName();
      return Sha256.of(path.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS) + "-"
          + FileName.of(name == null ? "" : name.toString());
    }
    return FileName.of(domain) + "-" + FileName.of(xenName) + (format == DiskFormat.RAW ? ".img" : "." + format.qemuName());
  }
}
