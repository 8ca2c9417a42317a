package org.xen2kvm.migration.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xen2kvm.file.IoReason;
import org.xen2kvm.file.WorkFile;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.apply.GuestLock;
import org.xen2kvm.migration.journal.JournalEntry.Copying;
import org.xen2kvm.migration.journal.JournalEntry.Publishing;
import org.xen2kvm.migration.journal.Migration;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.PlannedDisk;
import org.xen2kvm.runner.DefinedDomain;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;

/**
 * Takes back all that a migration's journal tells: the domain first, so that nothing has its disks open, then their copies on
 * the host, then the files.
 * What is gone already is no obstacle, so an undoing that was killed is done again from its beginning. Stateless.
 */
final class Undo {
  private Undo() {}

  /**
   * Undoes a migration.
   *
   * @param plan its plan; empty when it ended before there was one
   * @return the files that were left, because somebody else has put them there
   * @throws org.xen2kvm.runner.RunnerException when the host refuses
   * @throws MigrationException (TAKEN) when something else runs on the images, or somebody migrates the guest just now
   * @throws UncheckedIOException when a file cannot be removed
   */
  static List<Path> run(Migration migration, Optional<MigrationPlan> plan, Hosts hosts, QemuImg qemuImg) {
    if (migration.defining().isPresent()) {
      try (DomainRunner host = hosts.open(migration.defining().get().uri())) {
        MigratedDomain.find(host, migration, plan.orElseThrow()).ifPresent(domain -> remove(host, domain));
      }
    }
    plan.ifPresent(known -> expectUnused(known, qemuImg));
    removeCopies(migration, hosts);
    return dropFiles(migration, plan);
  }

  /** Removes the volumes that it has made on its host; their names are its own. */
  private static void removeCopies(Migration migration, Hosts hosts) {
    for (Copying copy : migration.copying()) {
      try (DomainRunner host = hosts.open(copy.uri())) {
        host.volumes().find(copy.pool(), copy.volume()).ifPresent(host.volumes()::delete);
      }
    }
  }

  /**
   * Removes the files that a migration has made on this host.
   *
   * @return the files that were left, because somebody else has put them there
   * @throws UncheckedIOException when a file cannot be removed
   */
  static List<Path> dropFiles(Migration migration, Optional<MigrationPlan> plan) {
    try {
      return removeFiles(migration, plan);
    } catch (IOException e) {
      throw new UncheckedIOException("Undoing cannot remove a file: " + IoReason.withFile(e), e);
    }
  }

  /** A domain that somebody has defined by hand may run on the images. */
  private static void expectUnused(MigrationPlan plan, QemuImg qemuImg) {
    for (PlannedDisk disk : plan.disks()) {
      if (disk.changed() && Files.exists(disk.result().file())) {
        try {
          qemuImg.info(disk.result());
        } catch (GuestDisksException e) {
          if (e.reason() == GuestDisksException.Reason.IN_USE) {
            throw new MigrationException(Reason.TAKEN, disk.result() + " is in use: a domain runs on it",
                "Shut that domain down first; the files stay until then.", e);
          }
        }
      }
    }
  }

  private static void remove(DomainRunner host, DefinedDomain domain) {
    if (host.state(domain.name()).isActive()) {
      try {
        host.destroy(domain.name());
      } catch (RunnerException e) {
        // It may have ended by itself meanwhile.
        if (e.error() != RunnerError.OPERATION_INVALID || host.state(domain.name()).isActive()) {
          throw e;
        }
      }
    }
    host.undefine(domain.name());
  }

  @SuppressWarnings("try") // The lock is held, not used.
  private static List<Path> removeFiles(Migration migration, Optional<MigrationPlan> plan) throws IOException {
    Set<Path> made = new LinkedHashSet<>(migration.begun().files());
    plan.ifPresent(known -> made.addAll(known.newFiles()));
    made.removeIf(file -> !Files.isDirectory(file.resolveSibling(".")));
    // A killed apply leaves its lock files; they go with the lock.
    try (GuestLock lock = GuestLock.take(made)) {
      return removeFiles(migration, made);
    }
  }

  private static List<Path> removeFiles(Migration migration, Set<Path> made) throws IOException {
    List<Path> left = new ArrayList<>();
    for (Publishing published : migration.published()) {
      if (!removeOurs(published)) {
        left.add(published.file());
      }
    }
    for (Path file : made) {
      Files.deleteIfExists(WorkFile.unfinished(file));
    }
    return left;
  }

  /** Returns whether the file is gone; the inode tells whether it is the one that was made. */
  private static boolean removeOurs(Publishing published) throws IOException {
    try {
      Object inode = Files.getAttribute(published.file(), "unix:ino", LinkOption.NOFOLLOW_LINKS);
      if (((Number) inode).longValue() != published.inode()) {
        return false;
      }
      Files.delete(published.file());
    } catch (NoSuchFileException e) {
      return true;
    }
    return true;
  }
}
