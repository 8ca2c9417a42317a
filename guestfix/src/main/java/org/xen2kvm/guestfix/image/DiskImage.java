package org.xen2kvm.guestfix.image;

import java.nio.file.Path;

/**
 * A disk image on the host, a file or a block device.
 *
 * @param file where it is; made absolute, because QEMU reads a relative name or one with a colon in it as something else
 * @param format what it is declared to be
 */
public record DiskImage(Path file, DiskFormat format) {
  /** Makes the path absolute. */
  public DiskImage {
    file = file.toAbsolutePath().normalize();
  }

  /** The path's text. */
  @Override
  public String toString() {
    return file.toString();
  }
}
