package org.xen2kvm.migration.run;

import java.nio.file.Path;
import java.util.Optional;
import org.xen2kvm.migration.apply.ApplyReport;

/**
 * What applying a plan has brought about. Immutable.
 *
 * @param files the files that were made
 * @param domain the domain on its host; empty when only files were made
 * @param journal the folder where it is written down
 * @param committed whether its overlays are in the source disks already
 */
public record MigrationReport(ApplyReport files, Optional<DomainReport> domain, Path journal, boolean committed) {

  /** Returns the same, committed. */
  MigrationReport asCommitted() {
    return new MigrationReport(files, domain, journal, true);
  }
}
