package org.xen2kvm.migration.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.xen2kvm.file.AtomicFile;
import org.xen2kvm.file.IoReason;
import org.xen2kvm.file.Sha256;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.apply.ApplyJournal;
import org.xen2kvm.migration.json.PlanFile;
import org.xen2kvm.migration.plan.MigrationPlan;

/**
 * Writes down what one migration is about to do. What was written is on the disk when a call returns. The folder is made by
 * the first step. For one thread, which holds the migration's lock.
 */
public final class Journal implements ApplyJournal {
  static final String FILE = "journal.jsonl";
  static final String PLAN = "plan.json";

  private final Path folder;
  private final String toolVersion;
  private final Clock clock;
  private final JournalGate gate;
  private boolean exists;

  /**
   * Makes a journal.
   *
   * @param exists whether it has been begun, and goes on
   */
  Journal(Path folder, String toolVersion, Clock clock, JournalGate gate, boolean exists) {
    this.folder = folder;
    this.toolVersion = toolVersion;
    this.clock = clock;
    this.gate = gate;
    this.exists = exists;
  }

  /** Returns whether anything was written. */
  public boolean exists() {
    return exists;
  }

  /** Returns where it is kept. */
  public Path folder() {
    return folder;
  }

  @Override
  public void begun(String name, List<Path> files) {
    write(new JournalEntry.Begun(name, toolVersion, files));
  }

  @Override
  public void planned(MigrationPlan plan) {
    byte[] text = PlanFile.write(plan).getBytes(StandardCharsets.UTF_8);
    try {
      AtomicFile.writeThrough(folder.resolve(PLAN), text);
    } catch (IOException e) {
      throw failed(e);
    }
    write(new JournalEntry.Planned(Sha256.of(text)));
  }

  @Override
  public void publishing(Path file, long inode) {
    write(new JournalEntry.Publishing(file, inode));
  }

  /**
   * Appends a step.
   *
   * @throws MigrationException (FAILED) when it cannot be written: then it must not be done
   */
  public void write(JournalEntry entry) {
    String line = JournalText.write(new JournalLine(JournalLine.FORMAT_VERSION, now(), entry)) + "\n";
    gate.before(entry);
    try {
      if (entry instanceof JournalEntry.Begun) {
        makeRoom();
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        AtomicFile.forceFolder(folder);
      }
      append(line);
      exists = true;
    } catch (IOException e) {
      throw failed(e);
    }
    gate.after(entry);
  }

  /** The one before has ended: until now it was what is known of the guest, and now it is kept under another name. */
  private void makeRoom() throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      int number = 1;
      while (Files.exists(ended(number), LinkOption.NOFOLLOW_LINKS)) {
        number++;
      }
      Files.move(folder, ended(number), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private Path ended(int number) {
    return folder.resolveSibling(folder.getFileName() + "~" + number);
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private void append(String line) throws IOException {
    Set<? extends java.nio.file.OpenOption> options = Set.of(
        StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try (FileChannel file = FileChannel.open(folder.resolve(FILE), options,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      file.position(JournalReader.endOfLines(file));
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(line);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.truncate(file.position());
      file.force(true);
    }
    AtomicFile.forceFolder(folder.resolve(FILE));
  }

  private MigrationException failed(IOException e) {
    return new MigrationException(Reason.FAILED, "The journal in " + folder + " cannot be written: " + IoReason.of(e), "", e);
  }

  /** Returns the same text as an exception, for reading. */
  static UncheckedIOException unreadable(Path file, IOException e) {
    return new UncheckedIOException("The journal " + file + " cannot be read", e);
  }
}
