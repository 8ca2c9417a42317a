package org.xen2kvm.migration.disk;

import java.util.Optional;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.runner.disk.DiskProblem;
import org.xen2kvm.runner.disk.DiskProblems;
import org.xen2kvm.runner.disk.HostDisk;
import org.xen2kvm.runner.disk.HostDisks;

/**
 * Holds the disks of converted domains against this host, where they are to start. Writes nothing. Safe for use by several
 * threads.
 */
public final class DiskCheck {
  private final HostDisks host;

  public DiskCheck(QemuImg qemuImg) {
    this.host = new HostDisks(new QemuImages(qemuImg));
  }

  /**
   * Returns the result with what the host says of its disks: refused when the domain cannot start with one of them.
   *
   * @throws org.xen2kvm.guestfix.disk.GuestDisksException when qemu-img is not installed
   */
  public ConversionResult check(ConversionResult result) {
    if (result.outcome() == Outcome.REFUSED) {
      return result;
    }
    ConvertedDomain domain = ConvertedDomain.of(result);
    for (ConvertedDisk disk : domain.disks()) {
      Optional<DiskImage> image = disk.image();
      if (image.isPresent()) {
        tell(domain, disk, host.look(disk.declared(image.get())), false);
      } else if (!disk.isEmpty()) {
        domain.tell(disk, Severity.NOTE,
            "Disk " + disk.target() + " is no file and no block device of this host: it was not checked", "");
      }
    }
    return domain.result();
  }

  /**
   * Tells what was found of a disk.
   *
   * @param opened whether it is to be opened now, so that whoever has it open is in the way
   */
  public static void tell(ConvertedDomain domain, ConvertedDisk disk, HostDisk found, boolean opened) {
    for (DiskProblem problem : DiskProblems.of(found)) {
      domain.tell(disk, severity(problem, opened), problem.where() + ": " + problem.message(), problem.advice());
    }
  }

  private static Severity severity(DiskProblem problem, boolean opened) {
    return switch (problem.kind()) {
      // The guest runs still, or somebody repairs the image before this one starts.
      case IN_USE, ENCRYPTED, DIRTY -> opened ? Severity.ERROR : Severity.WARNING;
      default -> switch (problem.kind().weight()) {
        case NOTE -> Severity.NOTE;
        case WARNING -> Severity.WARNING;
        case ERROR -> Severity.ERROR;
      };
    };
  }
}
