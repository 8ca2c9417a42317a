package org.xen2kvm.migration.apply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.xen2kvm.file.WorkFile;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.PlannedDisk;
import org.xen2kvm.migration.progress.Step;
import org.xen2kvm.migration.progress.Step.Phase;

/** Puts what an apply made in its place: all of it or nothing. For one guest and one thread. */
final class Publication {
  private final QemuImg qemuImg;
  private final UnfinishedFiles files;
  private final Consumer<Step> progress;
  private final ApplyJournal journal;

  Publication(QemuImg qemuImg, UnfinishedFiles files, Consumer<Step> progress, ApplyJournal journal) {
    this.qemuImg = qemuImg;
    this.files = files;
    this.progress = progress;
    this.journal = journal;
  }

  void publish(MigrationPlan plan) throws IOException {
    List<PlannedDisk> changed = plan.disks().stream().filter(PlannedDisk::changed).toList();
    if (plan.keep() == KeepChoice.FLATTEN && !changed.isEmpty()) {
      for (PlannedDisk disk : changed) {
        flatten(disk);
      }
    }
    if (plan.definition().isPresent() && plan.definitionFile().isPresent()) {
      Path part = files.part(plan.definitionFile().get());
      Files.createFile(part, OverlaySession.OWNER_ONLY);
      Files.writeString(part, plan.definition().get().domain(), StandardCharsets.UTF_8);
    }
    progress.accept(Step.begins(Phase.PUBLISHING, "putting the result in its place"));
    for (Path file : plan.newFiles()) {
      journal.publishing(file, ((Number) Files.getAttribute(WorkFile.unfinished(file), "unix:ino")).longValue());
      files.publish(file);
    }
    files.keepPublished();
  }

  private void flatten(PlannedDisk disk) throws IOException {
    DiskImage overlay = new DiskImage(WorkFile.unfinished(disk.overlay()), DiskFormat.QCOW2);
    DiskImage image = new DiskImage(files.part(disk.result().file()), disk.result().format());
    Step writing = Step.begins(Phase.FLATTENING, "writing the new image " + disk.result().file().getFileName());
    progress.accept(writing);
    qemuImg.flatten(overlay, image, percent -> progress.accept(writing.at(percent)));
  }
}
