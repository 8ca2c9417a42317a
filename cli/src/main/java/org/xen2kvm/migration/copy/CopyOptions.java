package org.xen2kvm.migration.copy;

import java.nio.file.Path;
import java.util.Optional;
import org.xen2kvm.guestfix.image.DiskFormat;

/**
 * What the user decides about copies. Immutable.
 *
 * @param folder where they go
 * @param format raw or qcow2; empty for the source's own, and qcow2 where that is neither
 * @param force whether an older copy that nobody wrote to is replaced
 * @param rehearse whether only is said what would be copied
 */
public record CopyOptions(Path folder, Optional<DiskFormat> format, boolean force, boolean rehearse) {
  /** Makes the path absolute. */
  public CopyOptions {
    folder = folder.toAbsolutePath().normalize();
  }
}
