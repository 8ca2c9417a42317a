package org.xen2kvm.migration.copy;

import java.nio.file.Path;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.PartwiseCopy.View;

/**
 * A disk that is to be copied.
 *
 * @param source the image, and how its size is read
 * @param virtualSize bytes that a guest sees of it that way, a multiple of 512
 * @param target where the copy goes; its folder exists
 * @param format the copy's format, raw or qcow2
 */
public record CopyRequest(View source, long virtualSize, Path target, DiskFormat format) {
  public CopyRequest {
    target = target.toAbsolutePath().normalize();
    if (format != DiskFormat.RAW && format != DiskFormat.QCOW2) {
      throw new IllegalArgumentException("Copies are raw or qcow2, not " + format);
    }
  }

  /** Returns the copy as an image. */
  public DiskImage copy() {
    return new DiskImage(target, format);
  }
}
