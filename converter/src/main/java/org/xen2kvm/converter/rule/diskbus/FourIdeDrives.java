package org.xen2kvm.converter.rule.diskbus;

import org.xen2kvm.converter.decision.DiskPlacement.Reason;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Moves the fifth and every further IDE drive to SATA. */
final class FourIdeDrives implements Rule {
  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-ide-limit",
      Phase.STORAGE,
      "Moves what does not fit on the IDE controller to SATA",
      """
      The PIIX3 of a pc machine has one IDE controller with four drives; for `hde` libvirt answers "Only 1 IDE \
      controller is supported". CD drives and the disks with the lowest letters keep their place, so that the boot \
      disk does; the others go to SATA, for which libvirt adds an AHCI controller by itself. Windows needs its AHCI \
      driver enabled for that.
      """,
      "libvirt, formatdomain: controllers",
      "measured: virsh define with hde, Only 1 IDE controller is supported");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Attachment disk : Attachment.placedFor(Reason.IDE_LIMIT, domain, context)) {
      if (context.decisions().isWindows()) {
        context.warn(
            disk.disk(),
            "The disk " + disk.oldName() + " does not fit on the IDE controller and moves to SATA",
            "Enable the AHCI driver in Windows before the move, or choose another bus in the policy.");
      }
      disk.carryOut(domain, "The IDE controller has room for four drives; AHCI is the closest other one");
    }
  }
}
