package org.xen2kvm.cli.batch;

import org.xen2kvm.converter.ConversionResult;

/** What is done with a conversion before its definition is written. Called by several threads. */
@FunctionalInterface
public interface AfterConversion {
  /** Does nothing. */
  AfterConversion NOTHING = result -> result;

  /**
   * Returns what is to be written and reported.
   *
   * @throws org.xen2kvm.migration.MigrationException when it fails for a reason outside this program
   * @throws org.xen2kvm.guestfix.disk.GuestDisksException when qemu-img does
   */
  ConversionResult apply(ConversionResult result);
}
