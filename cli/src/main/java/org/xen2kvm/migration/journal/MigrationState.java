package org.xen2kvm.migration.journal;

import java.util.List;
import java.util.Locale;
import org.xen2kvm.migration.journal.JournalEntry.Applied;
import org.xen2kvm.migration.journal.JournalEntry.Committed;
import org.xen2kvm.migration.journal.JournalEntry.Committing;
import org.xen2kvm.migration.journal.JournalEntry.Folded;
import org.xen2kvm.migration.journal.JournalEntry.Folding;
import org.xen2kvm.migration.journal.JournalEntry.RolledBack;
import org.xen2kvm.migration.journal.JournalEntry.RollingBack;
import org.xen2kvm.migration.journal.JournalEntry.Undone;

/** How far a migration is. */
public enum MigrationState {
  /** It is at work, or was killed at it: the next apply or rollback undoes what it did. */
  APPLYING,
  /** Done, and waiting for commit or rollback. */
  APPLIED,
  /** A step failed, and all is undone. */
  UNDONE,
  /** It is being committed, or was killed at it: commit goes on. */
  COMMITTING,
  /** It stays. */
  COMMITTED,
  /** It is being rolled back, or was killed at it: rollback goes on. */
  ROLLING_BACK,
  /** The state before it is back. */
  ROLLED_BACK;

  /** Returns whether nothing is left to do, so that the guest may be migrated anew. */
  public boolean isEnded() {
    return this == UNDONE || this == COMMITTED || this == ROLLED_BACK;
  }

  /** Returns how a person calls it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Returns the state that a journal tells: its last step decides. */
  static MigrationState of(List<JournalLine> lines) {
    JournalEntry last = lines.get(lines.size() - 1).entry();
    if (last instanceof Applied) {
      return APPLIED;
    } else if (last instanceof Undone) {
      return UNDONE;
    } else if (last instanceof Committing || last instanceof Folding || last instanceof Folded) {
      return COMMITTING;
    } else if (last instanceof Committed) {
      return COMMITTED;
    } else if (last instanceof RollingBack) {
      return ROLLING_BACK;
    } else if (last instanceof RolledBack) {
      return ROLLED_BACK;
    }
    return APPLYING;
  }
}
