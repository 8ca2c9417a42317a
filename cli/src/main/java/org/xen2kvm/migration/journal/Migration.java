package org.xen2kvm.migration.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xen2kvm.migration.journal.JournalEntry.Begun;
import org.xen2kvm.migration.journal.JournalEntry.Committing;
import org.xen2kvm.migration.journal.JournalEntry.Copied;
import org.xen2kvm.migration.journal.JournalEntry.Copying;
import org.xen2kvm.migration.journal.JournalEntry.Defined;
import org.xen2kvm.migration.journal.JournalEntry.Defining;
import org.xen2kvm.migration.journal.JournalEntry.Planned;
import org.xen2kvm.migration.journal.JournalEntry.Publishing;
import org.xen2kvm.migration.journal.JournalEntry.Undoing;
import org.xen2kvm.migration.journal.JournalEntry.Up;

/**
 * A migration as its journal tells it. Immutable.
 *
 * @param folder where the journal and the plan are kept
 * @param begun its first step
 * @param lines all steps
 */
public record Migration(Path folder, Begun begun, List<JournalLine> lines) {
  public Migration {
    lines = List.copyOf(lines);
  }

  /** Returns the guest's name. */
  public String name() {
    return begun.name();
  }

  /** Returns how far it is. */
  public MigrationState state() {
    return MigrationState.of(lines);
  }

  /** Returns when its state was reached: UTC, ISO 8601. */
  public String since() {
    return lines.get(lines.size() - 1).at();
  }

  /** Returns the host on which its domain may be known, and the domain's name there. */
  public Optional<Defining> defining() {
    return last(Defining.class);
  }

  /** Returns the UUID of its domain, if libvirt had told it. */
  public Optional<String> uuid() {
    return last(Defined.class).map(Defined::uuid);
  }

  /** Returns the files that got their names, or were about to, in that order. */
  public List<Publishing> published() {
    return all(Publishing.class).toList();
  }

  /** Returns the volumes that were made on its host, or were about to. */
  public List<Copying> copying() {
    return all(Copying.class).toList();
  }

  /** Returns the copies of its files that its domain has. */
  public List<Copied> copied() {
    return all(Copied.class).toList();
  }

  /** Returns the digest of the plan; empty when it ended before there was one. */
  public Optional<String> planSha256() {
    return last(Planned.class).map(Planned::sha256);
  }

  /** Returns how the guest was seen to be up. */
  public Optional<String> proof() {
    return last(Up.class).map(Up::proof);
  }

  /** Returns whether committing it writes the overlays into the source disks. */
  public boolean folds() {
    return last(Committing.class).filter(Committing::fold).isPresent();
  }

  /** Returns why it was undone. */
  public Optional<String> failure() {
    return last(Undoing.class).map(Undoing::why);
  }

  private <E extends JournalEntry> Optional<E> last(Class<E> type) {
    return all(type).reduce((one, other) -> other);
  }

  private <E extends JournalEntry> Stream<E> all(Class<E> type) {
    return lines.stream().map(JournalLine::entry).filter(type::isInstance).map(type::cast);
  }
}
