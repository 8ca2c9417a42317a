package org.xen2kvm.migration;

import java.util.List;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.guestfix.plan.FixId;
import org.xen2kvm.guestfix.plan.Severity;

/** What stands against opening a guest's disks, found before any appliance starts. */
final class SourceChecks {
  /** Who says that a disk cannot be opened. */
  static final FixId DISKS = new FixId("source-disks");

  private SourceChecks() {}

  static FixFinding refusal(String where, String message, String advice) {
    return new FixFinding(DISKS, Severity.ERROR, where, message, advice);
  }

  /** Returns what qemu-img and the host say against opening an image. */
  static List<FixFinding> of(DiskImage image, QemuImg qemuImg) {
    try {
      qemuImg.info(image);
      return List.of();
    } catch (GuestDisksException e) {
      String advice = e.reason() == GuestDisksException.Reason.IN_USE
          ? "Shut the guest down first, on every host." : "See that the definition declares the image's real format.";
      return List.of(refusal(image.toString(), String.valueOf(e.getMessage()), advice));
    }
  }

  /** Returns what a list of problems with disks means. */
  static List<FixFinding> of(List<String> problems) {
    return problems.stream()
        .map(problem -> refusal("", problem,
            "Map its path in the policy, or copy it to this host; guests are fixed where their disks are."))
        .toList();
  }
}
