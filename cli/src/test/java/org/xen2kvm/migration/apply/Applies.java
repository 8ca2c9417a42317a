package org.xen2kvm.migration.apply;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.inspect.KeyRing;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.progress.ApplyListener;

/** Applies for tests: real images, real qemu-img, a made-up guest inside. */
final class Applies {
  static final ApplyListener QUIET = ApplyListener.SILENT;

  /** A journal for those who are not interested in it. */
  static final ApplyJournal UNWRITTEN = new ApplyJournal() {
    @Override
    public void begun(String name, List<Path> files) {}

    @Override
    public void planned(MigrationPlan plan) {}

    @Override
    public void publishing(Path file, long inode) {}
  };

  private Applies() {}

  static PlanExecutor executor(MemoryGuest memory) {
    return new PlanExecutor(memory, new QemuImg(), QUIET);
  }

  static MigrationPlan plan(SourceGuest guest, KeepChoice keep) {
    return SourceGuest.planner(MemoryGuest.tree("debian12"), keep).plan(guest.source());
  }

  static MigrationException failure(PlanExecutor executor, MigrationPlan plan) {
    return catchThrowableOfType(MigrationException.class, () -> executor.apply(plan, KeyRing.empty(), UNWRITTEN));
  }
}
