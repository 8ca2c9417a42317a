package org.xen2kvm.migration.apply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.PlannedDisk;
import org.xen2kvm.migration.plan.WorkFile;

/**
 * Puts what an apply made in its place: all of it or nothing. Only committing cannot be taken back, so it comes last, and
 * goes by overlays that stay until every one of them is written: after a failure or a kill nothing is lost, and committing
 * again ends it. For one guest and one thread.
 */
final class Publication {
  private final QemuImg qemuImg;
  private final UnfinishedFiles files;
  private final Consumer<String> progress;

  Publication(QemuImg qemuImg, UnfinishedFiles files, Consumer<String> progress) {
    this.qemuImg = qemuImg;
    this.files = files;
    this.progress = progress;
  }

  void publish(MigrationPlan plan) throws IOException {
    List<PlannedDisk> changed = plan.disks().stream().filter(PlannedDisk::changed).toList();
    if (plan.keep() == KeepChoice.FLATTEN && !changed.isEmpty()) {
      progress.accept("writing new images");
      for (PlannedDisk disk : changed) {
        flatten(disk);
      }
    }
    if (plan.definition().isPresent() && plan.definitionFile().isPresent()) {
      Path part = files.part(plan.definitionFile().get());
      Files.createFile(part, OverlaySession.OWNER_ONLY);
      Files.writeString(part, plan.definition().get().domain(), StandardCharsets.UTF_8);
    }
    progress.accept("putting the result in its place");
    for (Path file : plan.newFiles()) {
      files.publish(file);
    }
    if (plan.keep() == KeepChoice.COMMIT && !changed.isEmpty()) {
      progress.accept("writing the overlays into the disks");
      commit(changed);
    }
    files.keepPublished();
  }

  private void flatten(PlannedDisk disk) throws IOException {
    DiskImage overlay = new DiskImage(WorkFile.unfinished(disk.overlay()), DiskFormat.QCOW2);
    DiskImage image = new DiskImage(files.part(disk.result().file()), disk.result().format());
    qemuImg.flatten(overlay, image, percent -> {});
  }

  private void commit(List<PlannedDisk> disks) throws IOException {
    for (PlannedDisk disk : disks) {
      PlanExecutor.expectUnchanged(disk);
      qemuImg.info(disk.source().image());
    }
    // From here on the overlays are all that is known to be whole.
    files.keepPublished();
    List<String> left = new ArrayList<>(disks.stream().map(disk -> disk.overlay().toString()).toList());
    for (PlannedDisk disk : disks) {
      try {
        qemuImg.commit(disk.overlayImage(), percent -> {});
      } catch (GuestDisksException e) {
        throw new MigrationException(
            Reason.FAILED, "Writing " + disk.overlay() + " into " + disk.source().image() + " failed: " + e.getMessage(),
            "The disk may hold a part of it by now. Do not start the guest; end it by hand for each of "
                + String.join(" ", left) + ": qemu-img commit -f qcow2 FILE, then remove the file.", e);
      }
      left.remove(0);
    }
    for (PlannedDisk disk : disks) {
      try {
        Files.delete(disk.overlay());
      } catch (IOException e) {
        throw new MigrationException(
            Reason.FAILED, disk.overlay() + " is written into its disk, but cannot be removed: " + e.getMessage(),
            "Remove it by hand.", e);
      }
    }
  }
}
