package org.xen2kvm.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.ImageInfo;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.guestfix.plan.FixId;
import org.xen2kvm.guestfix.plan.Severity;
import org.xen2kvm.migration.plan.ImageIdentity;
import org.xen2kvm.migration.plan.SourceDisk;

/** Finds what stands against opening a guest's disks before any appliance starts. For one guest and one thread. */
final class SourceChecks {
  /** Who says that a disk cannot be opened. */
  static final FixId DISKS = new FixId("source-disks");

  private final QemuImg qemuImg;
  private final List<FixFinding> findings;
  private final Map<Path, SourceDisk> seen = new HashMap<>();

  /** Makes checks that tell what they find there. */
  SourceChecks(QemuImg qemuImg, List<FixFinding> findings) {
    this.qemuImg = qemuImg;
    this.findings = findings;
  }

  static FixFinding refusal(String where, String message, String advice) {
    return new FixFinding(DISKS, Severity.ERROR, where, message, advice);
  }

  /** Returns the disks that can be opened. */
  List<SourceDisk> usable(List<SourceDisk> disks) {
    List<SourceDisk> usable = new ArrayList<>();
    for (SourceDisk disk : disks) {
      try {
        if (isDisk(disk) && isNew(disk)) {
          look(disk.image());
          usable.add(disk);
        }
      } catch (IOException e) {
        refuse(disk, "The disk cannot be read: " + e.getMessage(), "See its permissions.");
      } catch (GuestDisksException e) {
        refuse(disk, String.valueOf(e.getMessage()), e.reason() == GuestDisksException.Reason.IN_USE
            ? "Shut the guest down first, on every host." : "See that the definition declares the image's real format.");
      }
    }
    return usable;
  }

  private boolean isDisk(SourceDisk disk) throws IOException {
    Path file = disk.image().file();
    if (!Files.exists(file)) {
      refuse(disk, "There is no such disk on this host", "Copy it here, or map its path in the policy.");
      return false;
    }
    if (!ImageIdentity.isDisk(file)) {
      refuse(disk, "This is no file and no block device", "Map its path in the policy.");
      return false;
    }
    return true;
  }

  private boolean isNew(SourceDisk disk) throws IOException {
    SourceDisk other = seen.putIfAbsent(disk.image().file().toRealPath(), disk);
    if (other != null) {
      refuse(disk, "The disks " + other.xenName() + " and " + disk.xenName() + " are the same image",
          "Correct the definition: a guest would damage it.");
    }
    return other == null;
  }

  private void look(DiskImage image) {
    for (ImageInfo info : qemuImg.chain(image)) {
      String where = info.image().toString();
      if (!info.image().equals(image)) {
        findings.add(new FixFinding(DISKS, Severity.NOTE, where,
            "The disk " + image + " lies on this image: what is in it is the guest's to read", ""));
      }
      if (info.encrypted()) {
        findings.add(refusal(where, "The image is encrypted by QEMU", "Decrypt it first: qemu-img convert."));
      }
      if (info.dirty()) {
        findings.add(refusal(where, "The image was not closed in order", "Repair it first: qemu-img check -r all."));
      }
      if (info.snapshots() > 0) {
        findings.add(new FixFinding(DISKS, Severity.WARNING, where,
            "The image holds " + info.snapshots() + " snapshots, which stay in it and are not part of the migrated disk", ""));
      }
    }
  }

  private void refuse(SourceDisk disk, String message, String advice) {
    findings.add(refusal(disk.image().toString(), message, advice));
  }
}
