package org.xen2kvm.converter.rule.diskbus;

import org.xen2kvm.converter.decision.DiskName;
import org.xen2kvm.converter.decision.DiskPlacement.Reason;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Puts floppy drives on the floppy controller, two at most. */
final class FloppyOnItsController implements Rule {
  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-floppy",
      Phase.STORAGE,
      "Puts floppy drives on the floppy controller, two at most",
      """
      A disk called fda or fdb is a floppy drive even where old tools left out the device, and only the floppy \
      controller takes it ("Invalid bus type 'ide' for floppy disk"). The controller has two drives; for a third \
      libvirt answers "Only 1 fdc controller is supported", so further ones are removed with a warning, as Xen did \
      not show them to the guest either. pc and q35 machines both have the controller.
      """,
      "libvirt, formatdomain: hard drives, floppy disks, CDROMs (device, target)",
      "measured: virsh define with fdc, Only 1 fdc controller is supported; two floppies start on pc and q35");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Attachment drive : Attachment.placedFor(Reason.FLOPPY, domain, context)) {
      if (isBeyondTheController(drive)) {
        context.warn(
            drive.disk(),
            "The floppy drive " + drive.oldName() + " is a third one, and a floppy controller has two",
            "Attach its image in another drive if the guest needs it.");
        domain.remove(drive.disk(), "A floppy controller has two drives");
      } else {
        if (!drive.disk().getAttributeValue("device", "disk").equals("floppy")) {
          String reason = "A disk called " + drive.oldName() + " is a floppy drive";
          domain.setAttribute(drive.disk(), "device", "floppy", reason);
        }
        drive.carryOut(domain, "Only the floppy controller takes a floppy drive");
      }
    }
  }

  private static boolean isBeyondTheController(Attachment drive) {
    return DiskName.parse(drive.place().dev()).filter(name -> name.index() > 1).isPresent();
  }
}
