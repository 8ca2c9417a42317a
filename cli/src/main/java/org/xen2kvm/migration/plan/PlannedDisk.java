package org.xen2kvm.migration.plan;

import java.nio.file.Path;
import java.util.Optional;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;

/**
 * A disk of a planned guest.
 *
 * @param source the disk
 * @param identity by what it is known again
 * @param overlay where the qcow2 overlay stands that takes the changes
 * @param changed whether what is written to it is kept; not so for a disk that the guest may only read, nor when nothing is
 *     fixed inside the guest
 * @param result the image that the domain gets: the overlay, a new image, or the source disk
 */
public record PlannedDisk(SourceDisk source, ImageIdentity identity, Path overlay, boolean changed, DiskImage result) {

  /** Returns the overlay as an image. */
  public DiskImage overlayImage() {
    return new DiskImage(overlay, DiskFormat.QCOW2);
  }

  /** Returns the file that is made for it; empty when it is left as it is. */
  public Optional<Path> newFile(KeepChoice keep) {
    return !changed ? Optional.empty() : Optional.of(keep == KeepChoice.FLATTEN ? result.file() : overlay);
  }

  /** Returns the same disk under the names that it gets by another conversion. */
  public PlannedDisk named(SourceDisk other) {
    return new PlannedDisk(other, identity, overlay, changed, result);
  }

  /** Returns the same disk left as it is. */
  public PlannedDisk unchanged() {
    return new PlannedDisk(source, identity, overlay, false, source.image());
  }
}
