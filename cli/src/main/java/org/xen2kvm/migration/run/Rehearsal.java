package org.xen2kvm.migration.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.apply.PlanExecutor;
import org.xen2kvm.migration.failure.ShellWord;
import org.xen2kvm.migration.journal.Migration;
import org.xen2kvm.migration.journal.MigrationState;
import org.xen2kvm.migration.journal.MigrationStore;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.RunPlan;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.RunnerException;

/**
 * Says whether {@link Migrations} would refuse, with the same exceptions, and writes nothing: neither journal nor lock. So it does
 * not know whether somebody else is at the guest just now. Safe for use by several threads.
 */
public final class Rehearsal {
  private final MigrationStore store;
  private final Hosts hosts;
  private final QemuImg qemuImg;

  /**
   * Makes one.
   *
   * @param store where migrations are written down
   * @param hosts opens KVM hosts
   * @param qemuImg asks images
   */
  public Rehearsal(MigrationStore store, Hosts hosts, QemuImg qemuImg) {
    this.store = store;
    this.hosts = hosts;
    this.qemuImg = qemuImg;
  }

  private interface Look {
    void run() throws IOException;
  }

  private static void look(Look look) {
    try {
      look.run();
    } catch (RunnerException e) {
      throw Migrations.refusedByHost(e);
    } catch (IOException e) {
      throw new UncheckedIOException("The journal cannot be read", e);
    }
  }

  /**
   * Expects that a plan would be applied.
   *
   * @throws MigrationException when it is stale or refused, or when the guest has been migrated
   */
  public void apply(MigrationPlan plan) {
    look(() -> {
      Optional<Migration> before = store.find(plan.name());
      before.ifPresent(Recovery::expectNotStanding);
      expectSourceOff(hosts, plan);
      // What a killed one has left goes before the next one begins.
      boolean undoneBefore = before.isPresent() && !before.get().state().isEnded();
      if (plan.run().isPresent() && plan.definition().isPresent() && !undoneBefore) {
        try (DomainRunner host = hosts.open(plan.run().get().uri())) {
          expectRoom(host, plan, qemuImg);
        }
      }
      PlanExecutor.expectUnchanged(plan, qemuImg);
      if (!undoneBefore) {
        PlanExecutor.refuseExisting(plan.newFiles());
      }
    });
  }

  /**
   * Expects that a migration would be committed.
   *
   * @param fold whether the overlays would be written into the source disks
   * @throws MigrationException as {@link Migrations#commit}
   */
  public void commit(String name, boolean fold) {
    look(() -> {
      Migration migration = committable(store, name);
      MigrationPlan plan = store.plan(migration);
      if (folds(migration, plan, fold)) {
        new Fold(migration, plan, hosts, qemuImg, step -> {}).expectPossible();
      }
    });
  }

  /**
   * Expects that a migration would be rolled back.
   *
   * @throws MigrationException as {@link Migrations#rollback}
   */
  public void rollback(String name) {
    look(() -> revocable(store, name));
  }

  static void expectSourceOff(Hosts hosts, MigrationPlan plan) {
    if (plan.sourceUri().isPresent()) {
      new SourceHost(plan.sourceUri().get(), hosts).expectOff(plan.definition().orElseThrow());
    }
  }

  static void expectRoom(DomainRunner host, MigrationPlan plan, QemuImg qemuImg) {
    RunPlan run = plan.run().orElseThrow();
    DomainLaunch.expectFree(host, run.uri(), plan.definition().orElseThrow().domain());
    if (run.pool().isPresent()) {
      DiskCopy.expectPossible(host, plan, qemuImg);
    }
  }

  /** Returns a migration that may be committed, as far as its journal tells. */
  static Migration committable(MigrationStore store, String name) throws IOException {
    Migration migration = known(store, name);
    if (migration.state() != MigrationState.APPLIED && migration.state() != MigrationState.COMMITTING) {
      throw refused(migration, "cannot be committed");
    }
    return migration;
  }

  /** Returns a migration that may be rolled back. */
  static Migration revocable(MigrationStore store, String name) throws IOException {
    Migration migration = known(store, name);
    if (migration.state().isEnded() || migration.state() == MigrationState.COMMITTING) {
      throw refused(migration, "cannot be rolled back");
    }
    return migration;
  }

  /** Returns whether committing writes overlays into disks; one that was killed goes on as it has begun. */
  static boolean folds(Migration migration, MigrationPlan plan, boolean wanted) {
    return migration.state() == MigrationState.COMMITTING ? migration.folds() : wanted && plan.keep() != KeepChoice.FLATTEN;
  }

  private static Migration known(MigrationStore store, String name) throws IOException {
    return store.find(name).orElseThrow(() ->
        new MigrationException(Reason.REFUSED, "No migration of " + name + " is known", "See xen2kvm status.", null));
  }

  private static MigrationException refused(Migration migration, String what) {
    return new MigrationException(Reason.REFUSED,
        migration.name() + " " + what + ": it is " + migration.state().word() + " since " + migration.since(),
        migration.state() == MigrationState.COMMITTING
            ? "End that first: xen2kvm commit " + ShellWord.of(migration.name()) + "." : "", null);
  }
}
