package org.xen2kvm.migration.apply;

import java.nio.file.Path;
import java.util.List;
import org.xen2kvm.migration.plan.MigrationPlan;

/** Writes down what an apply is about to do with files. What a call told is on the disk when it returns. */
public interface ApplyJournal {
  /**
   * Files are made from here on.
   *
   * @param name the guest's name
   * @param files all that may be made, under the names of unfinished files first
   */
  void begun(String name, List<Path> files);

  /** What is done is decided. */
  void planned(MigrationPlan plan);

  /**
   * A file gets its name.
   *
   * @param inode by what it is known
   */
  void publishing(Path file, long inode);
}
