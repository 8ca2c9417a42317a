package org.xen2kvm.migration.apply;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.xen2kvm.file.IoReason;
import org.xen2kvm.file.StorageRoom;
import org.xen2kvm.guestfix.apply.FixFailedException;
import org.xen2kvm.guestfix.apply.StalePlanException;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.disk.WritableGuestDisks;
import org.xen2kvm.guestfix.fs.GuestFilesystemException;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.inspect.InspectionFindings;
import org.xen2kvm.guestfix.inspect.KeyRing;
import org.xen2kvm.guestfix.inspect.mount.LuksOpener;
import org.xen2kvm.migration.Appliances;
import org.xen2kvm.migration.GuestBridge;
import org.xen2kvm.migration.GuestSource;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.MigrationPlanner;
import org.xen2kvm.migration.PreparedGuest;
import org.xen2kvm.migration.plan.ImageIdentity;
import org.xen2kvm.migration.plan.InputDigest;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.PlannedDisk;
import org.xen2kvm.migration.plan.PlannedMount;
import org.xen2kvm.migration.progress.ApplyListener;
import org.xen2kvm.migration.progress.Step;

/**
 * Applies plans exactly: makes overlays, fixes the guest in them, verifies, and only then puts the result in its place. A
 * failure at any step leaves the source disks as they were and nothing behind; a killed process leaves files ending in
 * {@code .part}, which the next apply removes. Safe for use by several threads, for different guests.
 */
public final class PlanExecutor {
  private final Appliances appliances;
  private final QemuImg qemuImg;
  private final ApplyListener listener;
  private final StorageRoom space;

  /**
   * Makes an executor.
   *
   * @param appliances opens overlays
   * @param qemuImg makes them
   * @param listener hears how far it has come
   */
  public PlanExecutor(Appliances appliances, QemuImg qemuImg, ApplyListener listener) {
    this(appliances, qemuImg, listener, FileStore::getUsableSpace);
  }

  PlanExecutor(Appliances appliances, QemuImg qemuImg, ApplyListener listener, StorageRoom space) {
    this.appliances = appliances;
    this.qemuImg = qemuImg;
    this.listener = listener;
    this.space = space;
  }

  /**
   * Applies a plan that was made before.
   *
   * @param keys what opens the guest's LUKS containers
   * @throws MigrationException when it is stale or refused, when the guest has been migrated or is just now, or when a step
   *     fails
   */
  public ApplyReport apply(MigrationPlan plan, KeyRing keys, ApplyJournal journal) {
    expectInputsUnchanged(plan);
    List<PlannedDisk> opened = plan.changesDisks() ? plan.disks() : List.of();
    return guarded(plan.name(), plan.disks(), plan.keep(), plan.newFiles(), journal, (files, progress) -> {
      journal.planned(plan);
      return opened.isEmpty()
          ? plan
          : new OverlaySession(appliances, qemuImg, files, progress).run(opened, disks -> {
            mount(disks, plan, keys);
            return plan;
          });
    });
  }

  /**
   * Expects a plan to be one that may be applied: it has no error, and what it was made from is as it was.
   *
   * @throws MigrationException (REFUSED, STALE) when it is not
   * @throws GuestDisksException when another program has one of the disks
   */
  public static void expectUnchanged(MigrationPlan plan, QemuImg qemuImg) {
    expectInputsUnchanged(plan);
    expectUnchanged(plan.disks(), qemuImg);
  }

  private static void expectInputsUnchanged(MigrationPlan plan) {
    if (plan.isRefused()) {
      throw new MigrationException(Reason.REFUSED, "The plan holds errors", "See its findings; then plan again.", null);
    }
    plan.inputs().forEach(PlanExecutor::expectUnchanged);
  }

  private static void expectUnchanged(List<PlannedDisk> disks, QemuImg qemuImg) {
    disks.forEach(PlanExecutor::expectUnchanged);
    disks.forEach(disk -> qemuImg.chain(disk.source().image()));
  }

  /**
   * Plans a guest and applies the plan at once, in one session of the appliance.
   *
   * @throws MigrationException as {@link #apply}
   */
  public ApplyReport planAndApply(
      MigrationPlanner planner, GuestSource source, PlanReview review, ApplyJournal journal) {
    PreparedGuest guest = planner.prepare(source);
    if (!guest.isReady()) {
      review.show(planner.refused(guest));
      throw refusal();
    }
    if (!guest.earlier().isEmpty()) {
      throw UnfinishedFiles.taken(guest.earlier().get(0));
    }
    return guarded(guest.name(), guest.disks(), guest.keep(), guest.newFiles(), journal, (unfinished, progress) ->
        new OverlaySession(appliances, qemuImg, unfinished, progress).run(guest.disks(), disks -> {
          MigrationPlan plan = planner.plan(guest, disks);
          review.show(plan);
          if (plan.isRefused()) {
            throw refusal();
          }
          journal.planned(plan);
          return plan;
        }));
  }

  private static MigrationException refusal() {
    return new MigrationException(Reason.REFUSED, "The guest cannot be migrated as it is", "See the findings.", null);
  }

  private interface Work {
    MigrationPlan run(UnfinishedFiles files, Consumer<Step> progress) throws IOException;
  }

  @SuppressWarnings("try") // The lock is held, not used.
  private ApplyReport guarded(
      String name, List<PlannedDisk> disks, KeepChoice keep, List<Path> newFiles, ApplyJournal journal, Work work) {
    Set<Path> touched = new LinkedHashSet<>(newFiles);
    disks.forEach(disk -> touched.add(disk.overlay()));
    try (UnfinishedFiles folders = new UnfinishedFiles()) {
      folders.makeFolders(touched);
      try (GuestLock lock = GuestLock.take(touched); UnfinishedFiles files = new UnfinishedFiles()) {
        files.removeLeftovers(touched);
        expectUnchanged(disks, qemuImg);
        refuseExisting(newFiles);
        if (!disks.isEmpty()) {
          FreeSpace.expect(disks, keep, qemuImg, space);
        }
        journal.begun(name, List.copyOf(touched));
        MigrationPlan plan = work.run(files, step -> listener.step(name, step));
        refuseExisting(plan.newFiles());
        new Publication(qemuImg, files, step -> listener.step(name, step), journal).publish(plan);
        folders.keepPublished();
        return new ApplyReport(plan, plan.disks().stream().map(PlannedDisk::result).toList(), plan.definitionFile());
      }
    } catch (StalePlanException e) {
      throw new MigrationException(Reason.STALE, String.valueOf(e.getMessage()), "Make the plan again.", e);
    } catch (GuestDisksException | GuestFilesystemException | FixFailedException | UncheckedIOException e) {
      throw undone(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw undone(IoReason.withFile(e), e);
    }
  }

  private static MigrationException undone(String message, Exception cause) {
    return new MigrationException(
        Reason.FAILED, message, "The source disks are as they were, and nothing is left of the attempt.", cause);
  }

  /**
   * Expects none of some files to be there.
   *
   * @throws MigrationException (TAKEN) when one is
   */
  public static void refuseExisting(Iterable<Path> files) {
    for (Path file : files) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw UnfinishedFiles.taken(file);
      }
    }
  }

  /**
   * Expects a disk to be the one that was planned for.
   *
   * @throws MigrationException (STALE) when it has changed
   */
  static void expectUnchanged(PlannedDisk disk) {
    Path file = disk.source().image().file();
    try {
      if (!ImageIdentity.of(file).equals(disk.identity())) {
        throw stale("The disk " + file + " has changed since the plan was made");
      }
    } catch (UncheckedIOException e) {
      throw new MigrationException(Reason.STALE, "The disk " + file + " cannot be read", "Make the plan again.", e);
    }
  }

  private static void expectUnchanged(InputDigest input) {
    try {
      if (input.hasChanged()) {
        throw stale(input.file() + " has changed since the plan was made");
      }
    } catch (IOException e) {
      throw new MigrationException(Reason.STALE, input.file() + " cannot be read", "Make the plan again.", e);
    }
  }

  private static MigrationException stale(String message) {
    return new MigrationException(Reason.STALE, message, "Make the plan again.", null);
  }

  /** Mounts the guest's filesystems as the plan found them. */
  private static void mount(WritableGuestDisks disks, MigrationPlan plan, KeyRing keys) {
    List<Volume> volumes = LuksOpener.open(
        disks, GuestBridge.names(plan.disks().stream().map(PlannedDisk::source).toList()), keys, new InspectionFindings());
    for (PlannedMount mount : plan.mounts()) {
      Volume volume = volumes.stream().filter(each -> each.device().equals(mount.device())).findFirst()
          .orElseThrow(() -> stale("The filesystem of " + mount.at() + " is not there; it may need a key"));
      disks.mount(volume, mount.at(), mount.subvolume());
    }
  }
}
