package org.xen2kvm.migration.copy;

import java.nio.file.Path;

/** Hears how far copying is; for a person. Calls may come from any thread. */
public interface CopyListener {
  /** What is being done with a disk. */
  enum Work {
    COPYING,
    COMPARING
  }

  /** Some percent of a copy's work are done. */
  void at(Path target, Work work, double percent);

  /** Something that a person should know: that a copy goes on, or begins anew, and why. One sentence without a full stop. */
  void tell(Path target, String message);

  /** Returns one that says nothing. */
  static CopyListener silent() {
    return new CopyListener() {
      @Override
      public void at(Path target, Work work, double percent) {}

      @Override
      public void tell(Path target, String message) {}
    };
  }
}
