package org.xen2kvm.migration.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.xen2kvm.file.FileName;
import org.xen2kvm.file.Sha256;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.apply.GuestLock;
import org.xen2kvm.migration.plan.MigrationPlan;

/**
 * The migrations of this host, a folder each with journal and plan. Those that ended are kept under other names when the
 * guest is migrated anew. Safe for use by several threads and processes: who writes takes the guest's lock.
 */
public final class MigrationStore {
  private final Path root;
  private final String toolVersion;
  private final Clock clock;
  private final JournalGate gate;

  /**
   * Makes a store.
   *
   * @param root its folder, made with the first migration
   * @param toolVersion what journals call their writer
   */
  public MigrationStore(Path root, String toolVersion) {
    this(root, toolVersion, Clock.systemUTC(), JournalGate.OPEN);
  }

  /** Makes a store that tells the time by a clock and lets a gate see each step. */
  public MigrationStore(Path root, String toolVersion, Clock clock, JournalGate gate) {
    this.root = root.toAbsolutePath().normalize();
    this.toolVersion = toolVersion;
    this.clock = clock;
    this.gate = gate;
  }

  /**
   * Takes the lock of a guest.
   *
   * @throws org.xen2kvm.migration.MigrationException (TAKEN) when somebody else has it
   */
  public GuestLock lock(String name) throws IOException {
    Files.createDirectories(root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return GuestLock.take(List.of(folder(name)));
  }

  /** Returns the journal of a new migration of a guest; with its first step one that ended makes room. No other is there. */
  public Journal begin(String name) {
    return new Journal(folder(name), toolVersion, clock, gate, false);
  }

  /** Returns the journal of a migration that goes on. */
  public Journal goOn(Migration migration) {
    return new Journal(migration.folder(), toolVersion, clock, gate, true);
  }

  /**
   * Returns a guest's migration, the last one.
   *
   * @throws org.xen2kvm.migration.MigrationException (REFUSED) when its journal is damaged
   */
  public Optional<Migration> find(String name) throws IOException {
    Path folder = folder(name);
    return Files.exists(folder.resolve(Journal.FILE), LinkOption.NOFOLLOW_LINKS)
        ? JournalReader.read(folder) : Optional.empty();
  }

  /** Returns the migration as its journal tells it by now. */
  public Migration read(Journal journal) throws IOException {
    return JournalReader.read(journal.folder()).orElseThrow(() -> new IOException("The journal is empty: " + journal.folder()));
  }

  /**
   * Returns the last migration of each guest, by name.
   *
   * @throws MigrationException (REFUSED) when a journal is damaged
   */
  public List<Migration> all() throws IOException {
    return all(damage -> {
      throw damage;
    });
  }

  /**
   * Returns the last migration of each guest whose journal can be read, by name.
   *
   * @param damaged is told of those whose journal is damaged
   */
  public List<Migration> all(Consumer<MigrationException> damaged) throws IOException {
    List<Migration> found = new ArrayList<>();
    if (!Files.isDirectory(root)) {
      return found;
    }
    try (Stream<Path> folders = Files.list(root)) {
      for (Path folder : folders.sorted(Comparator.comparing(Path::toString)).toList()) {
        boolean ended = String.valueOf(folder.getFileName()).contains("~");
        if (!ended && Files.exists(folder.resolve(Journal.FILE), LinkOption.NOFOLLOW_LINKS)) {
          try {
            JournalReader.read(folder).ifPresent(found::add);
          } catch (MigrationException e) {
            damaged.accept(e);
          }
        }
      }
    }
    found.sort(Comparator.comparing(Migration::name));
    return List.copyOf(found);
  }

  /**
   * Returns the plan that a migration carried out.
   *
   * @throws org.xen2kvm.migration.MigrationException (REFUSED) when it has none, or somebody changed it
   */
  public MigrationPlan plan(Migration migration) {
    return StoredPlan.read(migration);
  }

  /**
   * Different names must not share a folder, so what a file's name cannot tell apart a digest does. Before it is a character
   * that no plain name has.
   */
  private Path folder(String name) {
    String plain = FileName.of(name);
    byte[] bytes = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return root.resolve(plain.equals(name) ? plain : plain + "=" + Sha256.of(bytes).substring(0, 12));
  }
}
