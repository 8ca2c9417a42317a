package org.xen2kvm.cli.review;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xen2kvm.cli.input.Failure;
import org.xen2kvm.cli.outcome.Fate;
import org.xen2kvm.cli.outcome.Report;
import org.xen2kvm.cli.review.ReviewedDomain.Digest;
import org.xen2kvm.cli.review.ReviewedDomain.Outcome;
import org.xen2kvm.cli.review.ReviewedDomain.Piece;
import org.xen2kvm.cli.review.ReviewedDomain.Remark;
import org.xen2kvm.converter.GuestImplications;
import org.xen2kvm.converter.GuestImplications.BootChange;
import org.xen2kvm.converter.GuestImplications.DiskRename;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.xml.UnifiedDiff;

/** A converted definition as the page shows it. Stateless. */
final class ReviewedReport {
  private ReviewedReport() {}

  static ReviewedDomain of(Report report) {
    boolean isConverted = report.fate() == Fate.CONVERTED;
    List<Remark> remarks = new ArrayList<>(ReviewedDefinition.remarks(report.findings()));
    Failure failure = report.failure();
    if (failure != null) {
      remarks.add(new Remark(Severity.ERROR, "", "", failure.message(), failure.advice()));
    }
    List<Piece> pieces = new ArrayList<>();
    List<DeviceMove> devices = List.of();
    boolean hasDefinitions = !report.before().isEmpty(); // a report that was read back has none
    if (isConverted && hasDefinitions) {
      String diff = UnifiedDiff.of(report.input().outputName(), report.before(), report.after());
      pieces.add(new Piece("Definition", List.of(), diff, true));
      devices = DeviceMoves.of(report.before(), report.after(), renamed(report.guestImplications()));
    }
    return new ReviewedDomain(report.name(), report.input().label(), outcome(report.fate()), facts(report), remarks,
        ReviewedDefinition.edits(report.changes()), pieces, devices, digests(report));
  }

  private static Outcome outcome(Fate fate) {
    return switch (fate) {
      case CONVERTED -> Outcome.CONVERTED;
      case UNCHANGED -> Outcome.UNCHANGED;
      case REFUSED -> Outcome.REFUSED;
      case FAILED -> Outcome.FAILED;
      case PASSED_OVER, ELSEWHERE -> throw new IllegalArgumentException("What is passed over, or another shard's, is in no report");
    };
  }

  private static Map<String, String> renamed(GuestImplications guest) {
    Map<String, String> names = new HashMap<>();
    for (DiskRename disk : guest.disks()) {
      names.put(disk.xenName(), disk.targetDev());
    }
    return names;
  }

  private static List<String> facts(Report report) {
    List<String> facts = new ArrayList<>();
    if (report.output() != null) {
      facts.add("Written to " + report.output());
    }
    GuestImplications guest = report.guestImplications();
    for (DiskRename disk : guest.disks()) {
      if (disk.partition()) {
        facts.add("Inside the guest " + disk.xenName() + ", a partition under Xen, is " + disk.guestName()
            + ", a whole disk without a partition table");
      }
    }
    if (guest.boot() == BootChange.NEEDS_BOOT_LOADER) {
      facts.add("Xen read the kernel out of the guest; now a boot loader must stand on the boot disk");
    } else if (guest.boot() == BootChange.DIRECT_KERNEL) {
      facts.add("The host's kernel is booted, and must run without Xen");
    }
    return facts;
  }

  private static List<Digest> digests(Report report) {
    List<Digest> digests = new ArrayList<>();
    if (report.sourceSha256() != null) {
      digests.add(new Digest(report.input().label(), report.sourceSha256()));
    }
    if (report.outputSha256() != null) {
      digests.add(new Digest(report.output() == null ? "the KVM definition" : report.output(), report.outputSha256()));
    }
    return digests;
  }
}
