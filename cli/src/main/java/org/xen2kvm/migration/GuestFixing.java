package org.xen2kvm.migration;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xen2kvm.guestfix.apply.FixFailedException;
import org.xen2kvm.guestfix.apply.FixVerification;
import org.xen2kvm.guestfix.apply.PlanApplier;
import org.xen2kvm.guestfix.apply.StalePlanException;
import org.xen2kvm.guestfix.device.DeviceMap;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.disk.WritableGuestDisks;
import org.xen2kvm.guestfix.fs.GuestFilesystemException;
import org.xen2kvm.guestfix.fs.GuestFilesystemReader;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.inspect.InspectionFindings;
import org.xen2kvm.guestfix.inspect.KeyRing;
import org.xen2kvm.guestfix.inspect.mount.LuksOpener;
import org.xen2kvm.guestfix.plan.DirectBoot;
import org.xen2kvm.migration.MigrationException.Reason;

/**
 * Applies the guest's part of a plan: makes overlays, fixes the guest in them, verifies, and only then puts the result in its place.
 * A failure at any step leaves the source disks as they were and no overlay behind; a killed process leaves files ending in
 * {@value #UNFINISHED}, which the next apply removes. Safe for use by several threads, for different guests.
 */
public final class GuestFixing {
  private static final String UNFINISHED = ".part";

  /** What metadata of a filesystem and of qcow2 may grow beyond the files that a plan writes. */
  private static final long LEAST_SPACE = 256L << 20;

  /** No kernel and no initramfs is larger. */
  private static final long LARGEST_COPY = 1L << 30;

  private final Appliances appliances;
  private final QemuImg qemuImg;
  private final ApplyListener listener;

  public GuestFixing(Appliances appliances, QemuImg qemuImg, ApplyListener listener) {
    this.appliances = appliances;
    this.qemuImg = qemuImg;
    this.listener = listener;
  }

  /**
   * Applies a plan that was made before.
   *
   * @param keys what opens the guest's LUKS containers
   * @throws MigrationException when it is stale or refused, when something else migrates the guest, or when a step fails
   */
  public FixReport apply(MigrationPlan plan, KeyRing keys) {
    if (plan.isRefused()) {
      throw new MigrationException(Reason.REFUSED, "The plan holds errors", "See its findings; then plan again.", null);
    }
    plan.disks().forEach(GuestFixing::expectUnchanged);
    return onOverlays(plan.name(), plan.disks(), disks -> {
      mount(disks, plan, keys);
      return plan;
    });
  }

  /**
   * Plans a guest and applies the plan at once, in one session of the appliance.
   *
   * @throws MigrationException as {@link #apply}
   */
  public FixReport planAndApply(MigrationPlanner planner, GuestSource source, PlanReview review) {
    PreparedGuest guest = planner.prepare(source);
    if (!guest.isReady()) {
      MigrationPlan refused = planner.plan(source);
      review.show(refused);
      throw refusal();
    }
    return onOverlays(guest.name(), guest.disks(), disks -> {
      MigrationPlan plan = planner.plan(guest, disks);
      review.show(plan);
      if (plan.isRefused()) {
        throw refusal();
      }
      return plan;
    });
  }

  private static MigrationException refusal() {
    return new MigrationException(Reason.REFUSED, "The guest cannot be migrated as it is", "See the findings.", null);
  }

  /** Is shown a plan before it is applied. */
  @FunctionalInterface
  public interface PlanReview {
    void show(MigrationPlan plan);
  }

  /** Opens the guest and gives the plan for it. */
  private interface Opened {
    MigrationPlan plan(WritableGuestDisks disks);
  }

  private static void expectUnchanged(PlannedDisk disk) {
    Path file = disk.source().image().file();
    try {
      if (!ImageIdentity.of(file).equals(disk.identity())) {
        throw stale("The disk " + file + " has changed since the plan was made");
      }
    } catch (UncheckedIOException e) {
      throw new MigrationException(Reason.STALE, "The disk " + file + " cannot be read", "", e);
    }
  }

  private static MigrationException stale(String message) {
    return new MigrationException(Reason.STALE, message, "Make the plan again.", null);
  }

  private FixReport onOverlays(String name, List<PlannedDisk> disks, Opened opened) {
    Path folder = disks.get(0).overlay().toAbsolutePath().getParent();
    try (GuestLock lock = GuestLock.take(folder.resolve("." + FileName.of(name) + ".xen2kvm.lock"))) {
      return locked(folder.resolve(FileName.of(name) + ".xen2kvm.xml"), disks, opened);
    } catch (IOException | UncheckedIOException e) {
      throw new MigrationException(Reason.FAILED, "Writing in " + folder + " failed: " + e.getMessage(), "", e);
    }
  }

  private FixReport locked(Path definition, List<PlannedDisk> disks, Opened opened) throws IOException {
    List<Path> made = new ArrayList<>();
    boolean done = false;
    try {
      FixReport report = steps(definition, disks, opened, made);
      done = true;
      return report;
    } catch (StalePlanException e) {
      throw new MigrationException(Reason.STALE, String.valueOf(e.getMessage()), "Make the plan again.", e);
    } catch (GuestDisksException | GuestFilesystemException | FixFailedException e) {
      throw new MigrationException(
          Reason.FAILED, String.valueOf(e.getMessage()), "The source disks are as they were; the overlays are dropped.", e);
    } finally {
      if (!done) {
        for (Path file : made) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private FixReport steps(Path definition, List<PlannedDisk> disks, Opened opened, List<Path> made) throws IOException {
    List<PlannedDisk> changing = disks.stream().filter(disk -> !disk.source().readOnly()).toList();
    for (PlannedDisk disk : changing) {
      qemuImg.info(disk.source().image());
      refuseExisting(disk.overlay());
      expectSpace(disk.overlay());
    }
    listener.step("making overlays");
    List<DiskImage> images = new ArrayList<>();
    for (PlannedDisk disk : disks) {
      if (disk.source().readOnly()) {
        images.add(disk.source().image());
        continue;
      }
      Path part = part(disk.overlay());
      Files.deleteIfExists(part);
      made.add(part);
      qemuImg.createOverlay(disk.source().image(), part);
      images.add(new DiskImage(part, DiskFormat.QCOW2));
    }
    MigrationPlan plan = fix(images, opened, made);
    listener.step("checking the overlays");
    for (PlannedDisk disk : changing) {
      Optional<String> problem = qemuImg.check(new DiskImage(part(disk.overlay()), DiskFormat.QCOW2));
      if (problem.isPresent()) {
        throw new FixFailedException("The overlay of " + disk.source().image() + " is damaged: " + problem.get());
      }
    }
    return publish(plan, definition, made);
  }

  private static void refuseExisting(Path file) {
    if (Files.exists(file)) {
      throw new MigrationException(
          Reason.TAKEN, file + " exists: this guest has been fixed before",
          "Remove it to fix the guest anew, or keep what it is.", null);
    }
  }

  private static void expectSpace(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < LEAST_SPACE) {
      throw new MigrationException(
          Reason.REFUSED, "There are only " + (free >> 20) + " MiB free in " + folder,
          "An overlay needs some " + (LEAST_SPACE >> 20) + " MiB; name another folder with --work-dir.", null);
    }
  }

  private MigrationPlan fix(List<DiskImage> images, Opened opened, List<Path> made) throws IOException {
    listener.step("opening the guest");
    try (WritableGuestDisks disks = appliances.openWritable(images)) {
      MigrationPlan plan = opened.plan(disks);
      listener.step("fixing the guest");
      new PlanApplier(disks.files(), action -> {}).apply(plan.fixes());
      listener.step("verifying the guest");
      FixVerification.verify(plan.fixes(), disks.files());
      if (plan.hostBoot().isPresent() && plan.fixes().directBoot().isPresent()) {
        extract(disks.files(), plan.fixes().directBoot().get(), plan.hostBoot().get(), made);
      }
      List<Volume> mounted = mounted(disks, plan);
      disks.unmountAll();
      for (Volume volume : mounted) {
        Optional<String> problem = disks.check(volume);
        if (problem.isPresent()) {
          throw new FixFailedException("The filesystem on " + volume.device() + " is not clean: " + problem.get());
        }
      }
      disks.sync();
      return plan;
    }
  }

  /** Mounts the guest's filesystems as the plan found them. */
  private static void mount(WritableGuestDisks disks, MigrationPlan plan, KeyRing keys) {
    DeviceMap names = GuestBridge.names(plan.disks().stream().map(PlannedDisk::source).toList());
    List<Volume> volumes = LuksOpener.open(disks, names, keys, new InspectionFindings());
    for (MigrationPlan.PlannedMount mount : plan.mounts()) {
      Volume volume = volumes.stream().filter(each -> each.device().equals(mount.device())).findFirst()
          .orElseThrow(() -> stale("The filesystem of " + mount.at() + " is not there; it may need a key"));
      disks.mount(volume, GuestPath.of(mount.at()), mount.subvolume());
    }
  }

  private static List<Volume> mounted(WritableGuestDisks disks, MigrationPlan plan) {
    Set<String> devices = new LinkedHashSet<>();
    plan.mounts().forEach(mount -> devices.add(mount.device()));
    return disks.volumes().stream().filter(volume -> devices.contains(volume.device())).toList();
  }

  private static void extract(GuestFilesystemReader guest, DirectBoot boot, HostBoot host, List<Path> made)
      throws IOException {
    copyOut(guest, boot.kernel(), host.kernel(), made);
    if (boot.initramfs().isPresent() && host.initramfs().isPresent()) {
      copyOut(guest, boot.initramfs().get(), host.initramfs().get(), made);
    }
  }

  private static void copyOut(GuestFilesystemReader guest, GuestPath from, Path to, List<Path> made) throws IOException {
    refuseExisting(to);
    Path part = part(to);
    Files.deleteIfExists(part);
    made.add(part);
    FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Set<StandardOpenOption> create = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(part, create, ownerOnly))) {
      guest.copyOut(from, out, LARGEST_COPY);
    }
  }

  // ---- putting the result in its place

  private FixReport publish(MigrationPlan plan, Path definition, List<Path> made) throws IOException {
    List<DiskImage> results = new ArrayList<>();
    listener.step(switch (plan.keep()) {
      case OVERLAY -> "keeping the overlays";
      case COMMIT -> "writing the overlays into the disks";
      case FLATTEN -> "writing new images";
    });
    for (PlannedDisk disk : plan.disks()) {
      results.add(disk.source().readOnly() ? disk.source().image() : publish(plan.keep(), disk));
    }
    if (plan.hostBoot().isPresent()) {
      Files.move(part(plan.hostBoot().get().kernel()), plan.hostBoot().get().kernel(), StandardCopyOption.ATOMIC_MOVE);
      Optional<Path> initramfs = plan.hostBoot().get().initramfs();
      if (initramfs.isPresent()) {
        Files.move(part(initramfs.get()), initramfs.get(), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    Optional<Path> file = Optional.empty();
    if (plan.definition().isPresent()) {
      Path part = part(definition);
      Files.deleteIfExists(part);
      made.add(part);
      FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      Files.createFile(part, ownerOnly);
      Files.writeString(part, plan.definition().get().domain(), StandardCharsets.UTF_8);
      Files.move(part, definition, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      file = Optional.of(definition);
    }
    return new FixReport(plan, results, file);
  }

  private DiskImage publish(KeepChoice keep, PlannedDisk disk) throws IOException {
    Path part = part(disk.overlay());
    switch (keep) {
      case OVERLAY -> Files.move(part, disk.overlay(), StandardCopyOption.ATOMIC_MOVE);
      case COMMIT -> {
        qemuImg.commit(new DiskImage(part, DiskFormat.QCOW2), done -> {});
        Files.delete(part);
      }
      case FLATTEN -> {
        refuseExisting(disk.result().file());
        qemuImg.flatten(new DiskImage(part, DiskFormat.QCOW2), disk.result(), done -> {});
        Files.delete(part);
      }
    }
    return disk.result();
  }

  private static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + UNFINISHED);
  }
}
