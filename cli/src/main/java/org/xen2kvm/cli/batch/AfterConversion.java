package org.xen2kvm.cli.batch;

import java.util.Optional;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.migration.progress.ApplyListener;

/** What is done with a conversion before its definition is written. Called by several threads. */
@FunctionalInterface
public interface AfterConversion {
  /** Does nothing. */
  AfterConversion NOTHING = (result, listener) -> result;

  /**
   * Returns what is to be written and reported.
   *
   * @param listener hears of what takes long
   * @throws org.xen2kvm.migration.MigrationException when it fails for a reason outside this program
   * @throws org.xen2kvm.guestfix.disk.GuestDisksException when qemu-img does
   */
  ConversionResult apply(ConversionResult result, ApplyListener listener);

  /**
   * Returns what {@link #apply} would, with nothing done; empty when this is nothing that {@link #isResumed is resumed}. By it an
   * output that is in the way is told before hours of work.
   */
  default Optional<ConversionResult> rehearse(ConversionResult result) {
    return Optional.empty();
  }

  /**
   * Returns whether the same command is run again after an interruption: then an output of the same bytes is one that the
   * interrupted run wrote, and not in the way.
   */
  default boolean isResumed() {
    return false;
  }
}
