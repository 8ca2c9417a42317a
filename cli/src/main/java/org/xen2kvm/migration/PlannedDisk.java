package org.xen2kvm.migration;

import java.nio.file.Path;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;

/**
 * A disk of a planned guest.
 *
 * @param source the disk
 * @param identity by what it is known again
 * @param overlay the qcow2 overlay that takes the changes
 * @param result the image that the domain gets: the overlay, the source, or a new image
 */
public record PlannedDisk(SourceDisk source, ImageIdentity identity, Path overlay, DiskImage result) {

  /** Returns the overlay as an image. */
  public DiskImage overlayImage() {
    return new DiskImage(overlay, DiskFormat.QCOW2);
  }
}
