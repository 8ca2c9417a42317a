package org.xen2kvm.migration.journal;

import java.nio.file.Path;
import java.util.List;

/** A step of a migration. One that changes something is written before it is done, and the next one says that it is. */
public sealed interface JournalEntry {

  /**
   * The first: from here on files are made.
   *
   * @param name the guest's name
   * @param toolVersion the version that did it
   * @param files what is made under other names first ({@link org.xen2kvm.file.WorkFile#unfinished})
   */
  record Begun(String name, String toolVersion, List<Path> files) implements JournalEntry {
    public Begun {
      files = List.copyOf(files);
    }
  }

  /**
   * What is done is decided; the plan stands beside the journal.
   *
   * @param sha256 the SHA-256 of that file, in hexadecimal
   */
  record Planned(String sha256) implements JournalEntry {}

  /**
   * A file gets its name.
   *
   * @param file the name
   * @param inode by what the file is known: never is one removed that somebody else has put in its place
   */
  record Publishing(Path file, long inode) implements JournalEntry {}

  /** All files are in their places. */
  record FilesMade() implements JournalEntry {}

  /**
   * A volume is made on the host, and a file is copied into it.
   *
   * @param uri libvirt's URI of the host
   * @param pool the storage pool
   * @param volume the volume's name, which nobody else gives: what has it is this migration's
   */
  record Copying(String uri, String pool, String volume) implements JournalEntry {}

  /**
   * The copy was read back and is the same.
   *
   * @param volume the volume's name
   * @param path what the domain's definition calls it
   * @param sha256 the SHA-256 of what it holds, in hexadecimal
   */
  record Copied(String volume, String path, String sha256) implements JournalEntry {}

  /**
   * The domain is defined; none of that name was there before.
   *
   * @param uri libvirt's URI of the host
   * @param domain the domain's name
   */
  record Defining(String uri, String domain) implements JournalEntry {}

  /**
   * The domain is defined.
   *
   * @param uuid its UUID
   */
  record Defined(String uuid) implements JournalEntry {}

  /** The domain is started. */
  record Starting() implements JournalEntry {}

  /**
   * The guest is up.
   *
   * @param proof how that was seen
   */
  record Up(String proof) implements JournalEntry {}

  /** The migration waits for somebody to commit it or to roll it back. */
  record Applied() implements JournalEntry {}

  /**
   * Everything is undone because a step failed.
   *
   * @param why what failed
   */
  record Undoing(String why) implements JournalEntry {}

  /** Nothing is left of it. */
  record Undone() implements JournalEntry {}

  /**
   * The migration is to stay.
   *
   * @param fold whether the overlays are written into the source disks
   */
  record Committing(boolean fold) implements JournalEntry {}

  /**
   * An overlay is written into the disk behind it.
   *
   * @param overlay the overlay
   */
  record Folding(Path overlay) implements JournalEntry {}

  /** All overlays are in their disks; the domain gets the disks, and then the overlays go. */
  record Folded() implements JournalEntry {}

  /** The migration stays. */
  record Committed() implements JournalEntry {}

  /** Somebody wants the state before it back. */
  record RollingBack() implements JournalEntry {}

  /** The state before it is back. */
  record RolledBack() implements JournalEntry {}
}
