package org.xen2kvm.migration.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.xen2kvm.file.AtomicFile;
import org.xen2kvm.file.IoReason;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.failure.VirshCommand;
import org.xen2kvm.migration.journal.Journal;
import org.xen2kvm.migration.journal.JournalEntry;
import org.xen2kvm.migration.journal.JournalEntry.Folded;
import org.xen2kvm.migration.journal.JournalEntry.Folding;
import org.xen2kvm.migration.journal.Migration;
import org.xen2kvm.migration.plan.ImageIdentity;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.PlannedDisk;
import org.xen2kvm.migration.progress.Step;
import org.xen2kvm.migration.progress.Step.Phase;
import org.xen2kvm.migration.run.definition.DomainText;
import org.xen2kvm.runner.DefineOption;
import org.xen2kvm.runner.DefinedDomain;
import org.xen2kvm.runner.DomainRunner;

/**
 * Writes a guest's overlays into the disks behind them, and gives its domain the disks. The overlays stay whole until all is
 * written and the domain has the disks, so that a kill at any point loses nothing and folding again ends it. For one guest
 * and one thread.
 */
final class Fold {
  private final Migration migration;
  private final MigrationPlan plan;
  private final Hosts hosts;
  private final QemuImg qemuImg;
  private final Consumer<Step> progress;

  Fold(Migration migration, MigrationPlan plan, Hosts hosts, QemuImg qemuImg, Consumer<Step> progress) {
    this.migration = migration;
    this.plan = plan;
    this.hosts = hosts;
    this.qemuImg = qemuImg;
    this.progress = progress;
  }

  private List<PlannedDisk> changed() {
    return plan.disks().stream().filter(PlannedDisk::changed).toList();
  }

  private boolean was(Class<? extends JournalEntry> step) {
    return migration.lines().stream().anyMatch(line -> step.isInstance(line.entry()));
  }

  /**
   * Expects that nothing stands against it.
   *
   * @throws MigrationException (REFUSED) when the domain runs or has other disks by now, (STALE) when a source disk has changed
   */
  void expectPossible() {
    withDomain((host, domain) -> {
      VirshCommand virsh = new VirshCommand(migration.defining().orElseThrow().uri());
      if (host.state(domain.name()).isActive()) {
        throw new MigrationException(Reason.REFUSED, "The domain " + domain.name() + " runs",
            "Shut it down first, then commit: " + virsh.of("shutdown", domain.name()) + ".", null);
      }
      if (host.hasSavedState(domain.name())) {
        throw new MigrationException(Reason.REFUSED, "The host keeps the memory of the domain " + domain.name(),
            "It would go on from there on other disks. Start it and shut it down in order, then commit: "
                + virsh.of("start", domain.name()) + ".", null);
      }
      if (!was(Folded.class)) {
        DomainText defined = DomainText.of(host.definedXml(domain.name()));
        for (PlannedDisk disk : changed()) {
          if (!defined.diskFiles().contains(disk.overlay().toString())) {
            throw new MigrationException(Reason.REFUSED,
                "The domain " + domain.name() + " has not " + disk.overlay() + " as a disk any more",
                "A snapshot, or somebody's hand, has put something else in its place: merge it first.", null);
          }
        }
      }
    });
    if (!was(Folding.class) && !was(Folded.class)) {
      changed().forEach(Fold::expectUnchanged);
    }
  }

  private static void expectUnchanged(PlannedDisk disk) {
    if (!ImageIdentity.of(disk.source().image().file()).equals(disk.identity())) {
      throw new MigrationException(Reason.STALE,
          "The disk " + disk.source().image() + " has changed since the guest was migrated: its overlay does not fit any more",
          "Has the guest been started under Xen again? Roll back, and migrate it anew.", null);
    }
  }

  /** Folds, from where it was left. */
  void run(Journal journal) {
    if (!was(Folded.class)) {
      for (PlannedDisk disk : changed()) {
        journal.write(new Folding(disk.overlay()));
        merge(disk);
      }
      journal.write(new Folded());
    }
    progress.accept(Step.begins(Phase.REDEFINING, "giving the domain its disks"));
    Map<Path, DiskImage> disks = new HashMap<>();
    changed().forEach(disk -> disks.put(disk.overlay(), disk.source().image()));
    withDomain((host, domain) ->
        host.define(DomainText.of(host.definedXmlWithSecrets(domain.name())).withImages(disks), DefineOption.VALIDATE));
    try {
      rewriteDefinition(disks);
      for (PlannedDisk disk : changed()) {
        Files.deleteIfExists(disk.overlay());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The guest has its disks, but a file beside them cannot be changed: " + IoReason.withFile(e), e);
    }
  }

  private void merge(PlannedDisk disk) {
    Step writing =
        Step.begins(Phase.FOLDING, "writing " + disk.overlay().getFileName() + " into " + disk.source().image());
    progress.accept(writing);
    try {
      qemuImg.commit(disk.overlayImage(), percent -> progress.accept(writing.at(percent)));
    } catch (GuestDisksException e) {
      throw new MigrationException(Reason.FAILED,
          "Writing " + disk.overlay() + " into " + disk.source().image() + " failed: " + e.getMessage(),
          "The overlay is whole; the disk behind it may hold a part of it and is of no use alone. Commit again.", e);
    }
  }

  private void rewriteDefinition(Map<Path, DiskImage> disks) throws IOException {
    Optional<Path> file = plan.definitionFile().filter(Files::isRegularFile);
    if (file.isPresent()) {
      String text = DomainText.of(Files.readString(file.get(), StandardCharsets.UTF_8)).withImages(disks);
      AtomicFile.writeThrough(file.get(), text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private interface DomainWork {
    void on(DomainRunner host, DefinedDomain domain);
  }

  private void withDomain(DomainWork work) {
    if (migration.defining().isEmpty()) {
      return;
    }
    try (DomainRunner host = hosts.open(migration.defining().get().uri())) {
      DefinedDomain domain = MigratedDomain.find(host, migration, plan).orElseThrow(() -> new MigrationException(
          Reason.REFUSED, "The host has no such domain any more",
          "Define it again from " + plan.definitionFile().map(Object::toString).orElse("the plan") + ", or roll back.", null));
      work.on(host, domain);
    }
  }
}
