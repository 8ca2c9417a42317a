package org.xen2kvm.migration.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.guestfix.plan.FixId;
import org.xen2kvm.guestfix.plan.Severity;
import org.xen2kvm.migration.plan.SourceDisk;
import org.xen2kvm.runner.disk.DeclaredDisk;
import org.xen2kvm.runner.disk.DiskProblem;
import org.xen2kvm.runner.disk.DiskProblems;
import org.xen2kvm.runner.disk.HostDisks;

/** Finds what stands against opening a guest's disks before any appliance starts. For one guest and one thread. */
public final class SourceChecks {
  /** Who says that a disk cannot be opened. */
  public static final FixId DISKS = new FixId("source-disks");

  private final HostDisks host;
  private final List<FixFinding> findings;
  private final Map<Path, SourceDisk> seen = new HashMap<>();

  /** Makes checks that tell what they find there. */
  public SourceChecks(QemuImg qemuImg, List<FixFinding> findings) {
    this.host = new HostDisks(new QemuImages(qemuImg));
    this.findings = findings;
  }

  /** Returns the finding that keeps the guest from being opened. */
  public static FixFinding refusal(String where, String message, String advice) {
    return new FixFinding(DISKS, Severity.ERROR, where, message, advice);
  }

  /** Returns the disks that can be opened. */
  public List<SourceDisk> usable(List<SourceDisk> disks) {
    List<SourceDisk> usable = new ArrayList<>();
    for (SourceDisk disk : disks) {
      try {
        if (isReadable(disk) && isNew(disk)) {
          usable.add(disk);
        }
      } catch (IOException e) {
        refuse(disk, "The disk cannot be read: " + e.getMessage(), "See its permissions.");
      }
    }
    return usable;
  }

  private boolean isReadable(SourceDisk disk) {
    DiskImage image = disk.image();
    boolean readable = true;
    for (DiskProblem problem : DiskProblems.of(host.look(
        new DeclaredDisk(image.file(), image.format().qemuName(), Optional.empty(), !disk.readOnly())))) {
      findings.add(new FixFinding(DISKS, severity(problem), problem.where().toString(), problem.message(), problem.advice()));
      readable &= problem.kind().readable();
    }
    return readable;
  }

  private static Severity severity(DiskProblem problem) {
    return switch (problem.kind().weight()) {
      case NOTE -> Severity.NOTE;
      case WARNING -> Severity.WARNING;
      case ERROR -> Severity.ERROR;
    };
  }

  private boolean isNew(SourceDisk disk) throws IOException {
    SourceDisk other = seen.putIfAbsent(disk.image().file().toRealPath(), disk);
    if (other != null) {
      refuse(disk, "The disks " + other.xenName() + " and " + disk.xenName() + " are the same image",
          "Correct the definition: a guest would damage it.");
    }
    return other == null;
  }

  private void refuse(SourceDisk disk, String message, String advice) {
    findings.add(refusal(disk.image().toString(), message, advice));
  }
}
