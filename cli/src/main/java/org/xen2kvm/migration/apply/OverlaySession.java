package org.xen2kvm.migration.apply;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.xen2kvm.file.WorkFile;
import org.xen2kvm.guestfix.apply.FixFailedException;
import org.xen2kvm.guestfix.apply.FixVerification;
import org.xen2kvm.guestfix.apply.PlanApplier;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.disk.WritableGuestDisks;
import org.xen2kvm.guestfix.fs.GuestFilesystemReader;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.plan.DirectBoot;
import org.xen2kvm.migration.Appliances;
import org.xen2kvm.migration.plan.HostBoot;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.PlannedDisk;
import org.xen2kvm.migration.plan.PlannedMount;
import org.xen2kvm.migration.progress.Step;
import org.xen2kvm.migration.progress.Step.Phase;

/**
 * Fixes and verifies a guest in new overlays, all of its disks: one that the guest may only read is opened for writing as
 * well, and must not be written to either. What comes out are unfinished files. For one guest and one thread.
 */
final class OverlaySession {
  static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** No kernel and no initramfs is larger. */
  private static final long LARGEST_COPY = 1L << 30;

  private final Appliances appliances;
  private final QemuImg qemuImg;
  private final UnfinishedFiles files;
  private final Consumer<Step> progress;

  OverlaySession(Appliances appliances, QemuImg qemuImg, UnfinishedFiles files, Consumer<Step> progress) {
    this.appliances = appliances;
    this.qemuImg = qemuImg;
    this.files = files;
    this.progress = progress;
  }

  /** Gives the plan of the guest in open overlays, whose filesystems it leaves mounted. */
  @FunctionalInterface
  interface Opened {
    /** Returns the plan to apply. */
    MigrationPlan plan(WritableGuestDisks disks);
  }

  /** Returns the plan that was carried out. */
  MigrationPlan run(List<PlannedDisk> disks, Opened opened) throws IOException {
    progress.accept(Step.begins(Phase.MAKING_OVERLAYS, "making overlays"));
    List<DiskImage> overlays = new ArrayList<>();
    for (PlannedDisk disk : disks) {
      overlays.add(qemuImg.createOverlay(disk.source().image(), files.part(disk.overlay())));
    }
    MigrationPlan plan = fix(overlays, opened);
    progress.accept(Step.begins(Phase.CHECKING, "checking the overlays"));
    for (PlannedDisk disk : plan.disks()) {
      if (disk.changed()) {
        expectSound(disk);
      }
    }
    return plan;
  }

  private void expectSound(PlannedDisk disk) {
    Optional<String> problem =
        qemuImg.check(new DiskImage(WorkFile.unfinished(disk.overlay()), DiskFormat.QCOW2));
    if (problem.isPresent()) {
      throw new FixFailedException("The overlay of " + disk.source().image() + " is damaged: " + problem.get());
    }
  }

  private MigrationPlan fix(List<DiskImage> overlays, Opened opened) throws IOException {
    progress.accept(Step.begins(Phase.OPENING, "opening the guest"));
    try (WritableGuestDisks disks = appliances.openWritable(overlays)) {
      MigrationPlan plan = opened.plan(disks);
      if (!plan.changesDisks()) {
        return plan;
      }
      Step fixing = Step.begins(Phase.FIXING, "fixing the guest");
      progress.accept(fixing);
      int all = plan.fixes().actions().size();
      AtomicInteger begun = new AtomicInteger();
      new PlanApplier(disks.files(), action -> progress.accept(fixing.at(begun.getAndIncrement(), all))).apply(plan.fixes());
      progress.accept(Step.begins(Phase.VERIFYING, "verifying the guest"));
      FixVerification.verify(plan.fixes(), disks.files());
      if (plan.hostBoot().isPresent() && plan.fixes().directBoot().isPresent()) {
        copyOut(disks.files(), plan.fixes().directBoot().get(), plan.hostBoot().get());
      }
      disks.unmountAll();
      checkFilesystems(disks, plan);
      disks.sync();
      return plan;
    }
  }

  private static void checkFilesystems(WritableGuestDisks disks, MigrationPlan plan) {
    Set<String> mounted = plan.mounts().stream().map(PlannedMount::device).collect(Collectors.toSet());
    for (Volume volume : disks.volumes()) {
      Optional<String> problem = mounted.contains(volume.device()) ? disks.check(volume) : Optional.empty();
      if (problem.isPresent()) {
        throw new FixFailedException("The filesystem on " + volume.device() + " is not clean: " + problem.get());
      }
    }
  }

  private void copyOut(GuestFilesystemReader guest, DirectBoot boot, HostBoot host) throws IOException {
    copyOut(guest, boot.kernel(), host.kernel());
    if (boot.initramfs().isPresent() && host.initramfs().isPresent()) {
      copyOut(guest, boot.initramfs().get(), host.initramfs().get());
    }
  }

  private void copyOut(GuestFilesystemReader guest, GuestPath from, Path to) throws IOException {
    Set<StandardOpenOption> create = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(files.part(to), create, OWNER_ONLY))) {
      guest.copyOut(from, out, LARGEST_COPY);
    }
  }
}
