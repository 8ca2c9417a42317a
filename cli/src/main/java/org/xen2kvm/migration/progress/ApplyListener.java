package org.xen2kvm.migration.progress;

/**
 * Hears how far the work on a guest has come, one call at a time for each guest. Mostly on the thread that does the work; how
 * far an image is written comes from another one.
 */
@FunctionalInterface
public interface ApplyListener {
  /** Hears nothing. */
  ApplyListener SILENT = (guest, step) -> {};

  /**
   * A step begins, or is further than before.
   *
   * @param guest the guest's name
   */
  void step(String guest, Step step);
}
