package org.xen2kvm.migration.apply;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.migration.plan.MigrationPlan;

/**
 * What applying a plan has made. Immutable.
 *
 * @param plan what was done
 * @param images the guest's images on KVM, in the order of its disks
 * @param definition the file of its definition; empty when only images were given
 */
public record ApplyReport(MigrationPlan plan, List<DiskImage> images, Optional<Path> definition) {
  public ApplyReport {
    images = List.copyOf(images);
  }
}
