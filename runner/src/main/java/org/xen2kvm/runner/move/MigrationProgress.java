package org.xen2kvm.runner.move;

/** Hears how far a migration is, and may end it. Called on the thread that migrates. */
@FunctionalInterface
public interface MigrationProgress {
  /**
   * How far it is: memory, and disks if they are copied. A guest that writes makes more of it.
   *
   * @param processed bytes that were sent
   * @param remaining bytes that are still to be sent
   * @param total bytes in all, zero when that is not known yet
   */
  record Data(long processed, long remaining, long total) {}

  /** Hears how far it is, now and then. A short migration may end before anything is told. */
  void at(Data data);

  /** Whether it is to end, undone; asked now and then. */
  default boolean isCancelled() {
    return false;
  }
}
