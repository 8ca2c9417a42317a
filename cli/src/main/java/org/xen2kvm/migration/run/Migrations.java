package org.xen2kvm.migration.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.xen2kvm.file.IoReason;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.inspect.KeyRing;
import org.xen2kvm.migration.GuestSource;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.MigrationPlanner;
import org.xen2kvm.migration.apply.ApplyReport;
import org.xen2kvm.migration.apply.GuestLock;
import org.xen2kvm.migration.apply.PlanExecutor;
import org.xen2kvm.migration.apply.PlanReview;
import org.xen2kvm.migration.failure.FailureCatalog;
import org.xen2kvm.migration.failure.KnownFailure;
import org.xen2kvm.migration.journal.Journal;
import org.xen2kvm.migration.journal.JournalEntry.Applied;
import org.xen2kvm.migration.journal.JournalEntry.Committed;
import org.xen2kvm.migration.journal.JournalEntry.Committing;
import org.xen2kvm.migration.journal.JournalEntry.FilesMade;
import org.xen2kvm.migration.journal.JournalEntry.RolledBack;
import org.xen2kvm.migration.journal.JournalEntry.RollingBack;
import org.xen2kvm.migration.journal.Migration;
import org.xen2kvm.migration.journal.MigrationState;
import org.xen2kvm.migration.journal.MigrationStore;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.RunPlan;
import org.xen2kvm.migration.progress.ApplyListener;
import org.xen2kvm.migration.progress.Step;
import org.xen2kvm.migration.progress.Step.Phase;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.DomainState;
import org.xen2kvm.runner.RunnerException;

/**
 * Migrations from their apply to their end: each step is written down before it is done, a failure undoes all of it, and
 * what a kill interrupted is undone, or ended, by the next call. Safe for use by several threads and processes; of two that
 * work on one guest at once, the second is told so.
 */
public final class Migrations {
  private final MigrationStore store;
  private final Hosts hosts;
  private final PlanExecutor executor;
  private final QemuImg qemuImg;
  private final ApplyListener listener;
  private final BooleanSupplier cancelled;
  private final Recovery recovery;

  /**
   * Makes them.
   *
   * @param store where they are written down
   * @param hosts opens KVM hosts
   * @param executor makes the files
   * @param qemuImg merges images
   * @param listener hears how far they are
   * @param cancelled whether somebody wants them to end; asked while a guest boots
   */
  public Migrations(
      MigrationStore store, Hosts hosts, PlanExecutor executor, QemuImg qemuImg, ApplyListener listener,
      BooleanSupplier cancelled) {
    this.store = store;
    this.hosts = hosts;
    this.executor = executor;
    this.qemuImg = qemuImg;
    this.listener = listener;
    this.cancelled = cancelled;
    this.recovery = new Recovery(store, hosts, qemuImg, listener);
  }

  /**
   * Applies a plan that was made before.
   *
   * @param keys what opens the guest's LUKS containers
   * @throws MigrationException when the plan is stale or refused, when the guest has been migrated or is just now, or when a
   *     step fails; then everything is undone
   */
  public MigrationReport apply(MigrationPlan plan, KeyRing keys) {
    return apply(plan.name(), plan.run(), Optional.of(plan), journal -> executor.apply(plan, keys, journal));
  }

  /**
   * Plans a guest and applies the plan at once.
   *
   * @param run what the plan will say of the domain
   * @throws MigrationException as {@link #apply}
   */
  public MigrationReport planAndApply(
      MigrationPlanner planner, GuestSource source, Optional<RunPlan> run, PlanReview review) {
    String name = planner.prepare(source).name();
    return apply(name, run, Optional.empty(), journal -> executor.planAndApply(planner, source, review, journal));
  }

  private interface FileWork {
    ApplyReport run(Journal journal);
  }

  @SuppressWarnings("try") // The lock is held, not used.
  private MigrationReport apply(String name, Optional<RunPlan> run, Optional<MigrationPlan> plan, FileWork work) {
    try (GuestLock lock = store.lock(name)) {
      Optional<Migration> before = store.find(name);
      if (before.isPresent()) {
        recovery.makeRoom(before.get());
      }
      plan.ifPresent(known -> Rehearsal.expectSourceOff(hosts, known));
      if (run.isEmpty()) {
        return kept(apply(store.begin(name), work, Optional.empty()), Optional.empty());
      }
      try (DomainRunner host = hosts.open(run.get().uri())) {
        plan.ifPresent(known -> Rehearsal.expectRoom(host, known, qemuImg));
        return kept(apply(store.begin(name), work, Optional.of(host)), Optional.of(host));
      }
    } catch (RunnerException e) {
      throw refusedByHost(e);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Commits at once where the plan says so. A guest that runs is shut down for it; one that stands still is left to a person. */
  private MigrationReport kept(MigrationReport report, Optional<DomainRunner> host) throws IOException {
    MigrationPlan plan = report.files().plan();
    Optional<DomainReport> domain = report.domain();
    if (plan.keep() != KeepChoice.COMMIT || domain.filter(each -> each.state() == DomainState.PAUSED).isPresent()) {
      return report;
    }
    boolean runs = domain.filter(each -> each.state().isActive()).isPresent();
    if (runs) {
      listener.step(plan.name(), Step.begins(Phase.SHUTTING_DOWN, "shutting the guest down"));
      GuestShutdown.run(host.orElseThrow(), domain.orElseThrow().name(), plan.run().orElseThrow().limitSeconds(), cancelled);
    }
    commitLocked(plan.name(), true);
    if (runs) {
      host.orElseThrow().start(domain.orElseThrow().name());
    }
    return report.asCommitted();
  }

  private MigrationReport apply(Journal journal, FileWork work, Optional<DomainRunner> host) {
    try {
      ApplyReport files = work.run(journal);
      journal.write(new FilesMade());
      MigrationPlan plan = files.plan();
      Optional<DomainReport> domain = host.isEmpty() || plan.definition().isEmpty() || plan.run().isEmpty()
          ? Optional.empty() : Optional.of(launch(plan, host.get(), journal));
      journal.write(new Applied());
      return new MigrationReport(files, domain, journal.folder(), false);
    } catch (RunnerException e) {
      MigrationException refused = refusedByHost(e);
      recovery.undo(journal, refused);
      throw refused;
    } catch (RuntimeException | Error e) {
      recovery.undo(journal, e);
      throw e;
    }
  }

  private DomainReport launch(MigrationPlan plan, DomainRunner host, Journal journal) {
    RunPlan run = plan.run().orElseThrow();
    Rehearsal.expectRoom(host, plan, qemuImg);
    Consumer<Step> progress = step -> listener.step(plan.name(), step);
    String xml = run.pool().isPresent()
        ? new DiskCopy(host, journal, progress, cancelled).run(plan) : plan.definition().orElseThrow().domain();
    return new DomainLaunch(host, journal, progress, cancelled).run(xml, run);
  }

  /**
   * Keeps a migration for good, or goes on with that where it was killed.
   *
   * @param fold whether the overlays are written into the source disks; otherwise they stay on them
   * @throws MigrationException (REFUSED) when there is nothing to commit or its domain runs, (STALE) when a source disk has
   *     changed, (FAILED) when writing fails
   */
  @SuppressWarnings("try") // The lock is held, not used.
  public Migration commit(String name, boolean fold) {
    try (GuestLock lock = store.lock(name)) {
      return commitLocked(name, fold);
    } catch (RunnerException e) {
      throw refusedByHost(e);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private Migration commitLocked(String name, boolean fold) throws IOException {
    Migration migration = Rehearsal.committable(store, name);
    MigrationPlan plan = store.plan(migration);
    Journal journal = store.goOn(migration);
    boolean folds = Rehearsal.folds(migration, plan, fold);
    Fold folding = new Fold(migration, plan, hosts, qemuImg, step -> listener.step(name, step));
    if (folds) {
      folding.expectPossible();
    }
    if (migration.state() == MigrationState.APPLIED) {
      journal.write(new Committing(folds));
    }
    if (folds) {
      folding.run(journal);
    }
    if (plan.run().flatMap(RunPlan::pool).isPresent()) {
      listener.step(name, Step.begins(Phase.CLEARING, "removing what was copied to the host"));
      Undo.dropFiles(migration, Optional.of(plan));
    }
    journal.write(new Committed());
    return store.read(journal);
  }

  /**
   * Brings back the state before a guest was migrated: its domain is ended and forgotten, and the files that were made are
   * removed. The source disks were never written.
   *
   * @return the files that were left, because somebody else has put them there
   * @throws MigrationException (REFUSED) when there is nothing to roll back, or it is committed
   */
  @SuppressWarnings("try") // The lock is held, not used.
  public List<Path> rollback(String name) {
    try (GuestLock lock = store.lock(name)) {
      Migration migration = Rehearsal.revocable(store, name);
      Journal journal = store.goOn(migration);
      if (migration.state() != MigrationState.ROLLING_BACK) {
        journal.write(new RollingBack());
      }
      List<Path> left = recovery.undo(journal);
      journal.write(new RolledBack());
      return left;
    } catch (RunnerException e) {
      throw refusedByHost(e);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  static MigrationException refusedByHost(RunnerException e) {
    return new MigrationException(Reason.FAILED, "libvirt: " + e.getMessage(),
        FailureCatalog.onHost(String.valueOf(e.getMessage())).map(KnownFailure::advice).orElse(""), e);
  }

  private static MigrationException unwritable(IOException e) {
    return new MigrationException(Reason.FAILED, "The migration cannot be written down: " + IoReason.withFile(e), "", e);
  }
}
