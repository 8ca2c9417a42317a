package org.xen2kvm.migration.journal;

import java.nio.file.Path;
import java.util.List;
import org.xen2kvm.migration.journal.JournalEntry.Applied;
import org.xen2kvm.migration.journal.JournalEntry.Begun;
import org.xen2kvm.migration.journal.JournalEntry.Committed;
import org.xen2kvm.migration.journal.JournalEntry.Committing;
import org.xen2kvm.migration.journal.JournalEntry.Copied;
import org.xen2kvm.migration.journal.JournalEntry.Copying;
import org.xen2kvm.migration.journal.JournalEntry.Defined;
import org.xen2kvm.migration.journal.JournalEntry.Defining;
import org.xen2kvm.migration.journal.JournalEntry.FilesMade;
import org.xen2kvm.migration.journal.JournalEntry.Folded;
import org.xen2kvm.migration.journal.JournalEntry.Folding;
import org.xen2kvm.migration.journal.JournalEntry.Planned;
import org.xen2kvm.migration.journal.JournalEntry.Publishing;
import org.xen2kvm.migration.journal.JournalEntry.RolledBack;
import org.xen2kvm.migration.journal.JournalEntry.RollingBack;
import org.xen2kvm.migration.journal.JournalEntry.Starting;
import org.xen2kvm.migration.journal.JournalEntry.Undoing;
import org.xen2kvm.migration.journal.JournalEntry.Undone;
import org.xen2kvm.migration.journal.JournalEntry.Up;

/** One entry of each type, with names as hostile as guests may have. */
final class JournalSamples {
  static final Begun BEGUN =
      new Begun("we\nb\"1\u2028 ü", "1.2.3-test", List.of(Path.of("/srv/we b.qcow2"), Path.of("/srv/ü\n.xml")));

  static final List<JournalEntry> EACH = List.of(
      BEGUN,
      new Planned("0123456789abcdef".repeat(4)),
      new Publishing(Path.of("/srv/a\"b.qcow2"), Long.MAX_VALUE),
      new FilesMade(),
      new Copying("qemu+ssh://root@kvm2/system", "ima\"ges", "web1-vda-0123456789.qcow2"),
      new Copied("web1-vda-0123456789.qcow2", "/srv/ü b/web1-vda-0123456789.qcow2", "0123456789abcdef".repeat(4)),
      new Defining("qemu:///embed?root=/r", "we\u0001b"),
      new Defined("7b0c5c4e-0001-4000-8000-000000000001"),
      new Starting(),
      new Up("serial=a\nb"),
      new Applied(),
      new Undoing("it\nfailed: \\"),
      new Undone(),
      new Committing(true),
      new Folding(Path.of("/srv/web1-xvda.xen2kvm.qcow2")),
      new Folded(),
      new Committed(),
      new RollingBack(),
      new RolledBack());

  private JournalSamples() {}
}
