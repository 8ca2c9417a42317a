package org.xen2kvm.migration.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.failure.ShellWord;
import org.xen2kvm.migration.journal.Journal;
import org.xen2kvm.migration.journal.JournalEntry.RolledBack;
import org.xen2kvm.migration.journal.JournalEntry.Undoing;
import org.xen2kvm.migration.journal.JournalEntry.Undone;
import org.xen2kvm.migration.journal.Migration;
import org.xen2kvm.migration.journal.MigrationState;
import org.xen2kvm.migration.journal.MigrationStore;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.progress.ApplyListener;
import org.xen2kvm.migration.progress.Step;
import org.xen2kvm.migration.progress.Step.Phase;

/** Undoes what an apply has done that failed, or was killed. The caller holds the guest's lock. Safe for use by several threads. */
final class Recovery {
  private final MigrationStore store;
  private final Hosts hosts;
  private final QemuImg qemuImg;
  private final ApplyListener listener;

  Recovery(MigrationStore store, Hosts hosts, QemuImg qemuImg, ApplyListener listener) {
    this.store = store;
    this.hosts = hosts;
    this.qemuImg = qemuImg;
    this.listener = listener;
  }

  /**
   * Undoes what an apply has done. What cannot be undone goes with the failure, which it must not hide, and the next apply tries
   * again.
   */
  void undo(Journal journal, Throwable failure) {
    if (!journal.exists()) {
      return;
    }
    // Somebody who interrupts wants it undone; files of an interrupted thread cannot be written.
    boolean interrupted = Thread.interrupted();
    try {
      journal.write(new Undoing(Objects.requireNonNullElseGet(failure.getMessage(), failure::toString)));
      undo(journal);
      journal.write(new Undone());
    } catch (RuntimeException | IOException e) {
      failure.addSuppressed(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Undoes what a journal tells, and returns the files that were left, because somebody else has put them there. */
  List<Path> undo(Journal journal) throws IOException {
    Migration migration = store.read(journal);
    listener.step(migration.name(), Step.begins(Phase.UNDOING, "undoing what was done"));
    return Undo.run(migration, plan(migration), hosts, qemuImg);
  }

  private Optional<MigrationPlan> plan(Migration migration) {
    return migration.planSha256().map(sha -> store.plan(migration));
  }

  /**
   * Undoes, or rolls back to its end, a migration that was killed at it.
   *
   * @throws MigrationException (TAKEN) when it stands, and so refuses another
   */
  void makeRoom(Migration before) throws IOException {
    expectNotStanding(before);
    switch (before.state()) {
      case UNDONE, COMMITTED, ROLLED_BACK, APPLIED, COMMITTING -> { }
      case APPLYING -> {
        Journal journal = store.goOn(before);
        journal.write(new Undoing("The apply before was killed"));
        undo(journal);
        journal.write(new Undone());
      }
      case ROLLING_BACK -> {
        Journal journal = store.goOn(before);
        undo(journal);
        journal.write(new RolledBack());
      }
    }
  }

  /** Expects a guest's last migration to have ended, or to be one that the next apply undoes. */
  static void expectNotStanding(Migration before) {
    String name = ShellWord.of(before.name());
    if (before.state() == MigrationState.APPLIED) {
      throw taken(before, "has been migrated on " + before.since(),
          "Keep it: xen2kvm commit " + name + ", or undo it: xen2kvm rollback " + name + ".");
    }
    if (before.state() == MigrationState.COMMITTING) {
      throw taken(before, "is being committed since " + before.since(), "End that first: xen2kvm commit " + name + ".");
    }
  }

  private static MigrationException taken(Migration before, String what, String advice) {
    return new MigrationException(Reason.TAKEN, before.name() + " " + what, advice, null);
  }
}
