package org.xen2kvm.migration;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.guestfix.image.DiskImage;

/**
 * What applying a plan has made.
 *
 * @param plan what was done
 * @param images the guest's images on KVM, in the order of its disks
 * @param definition the file of its definition; empty when only images were given
 */
public record FixReport(MigrationPlan plan, List<DiskImage> images, Optional<Path> definition) {
  public FixReport {
    images = List.copyOf(images);
  }
}
