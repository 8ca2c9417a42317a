package org.xen2kvm.converter.rule.diskbus;

import org.xen2kvm.converter.decision.DiskPlacement.Reason;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Puts CD drives on a bus that can eject: IDE, or SATA on q35. */
final class EjectableCdromBus implements Rule {
  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-cdrom-bus",
      Phase.STORAGE,
      "Puts CD drives on IDE, or on SATA where there is no IDE",
      """
      Neither Xen's block bus nor virtio can eject: libvirt answers "disk type of 'vdd' does not support ejectable \
      media". Every system has a driver for an IDE or SATA CD drive. It keeps its letter where it can, and else \
      becomes `hdc`, the place of a PC's first CD drive. CD drives on SCSI, SATA or USB stay there. The guest finds \
      the drive as /dev/sr0.
      """,
      "libvirt, formatdomain: hard drives, floppy disks, CDROMs (device, target)",
      "measured: virsh define, disk type of 'vda' does not support ejectable media");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Attachment drive : Attachment.placedFor(Reason.CDROM, domain, context)) {
      drive.carryOut(domain, "A CD drive needs a bus that can eject, which every system knows");
    }
  }
}
