package org.xen2kvm.converter.rule.diskbus;

import org.xen2kvm.converter.decision.DiskPlacement.Reason;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Moves read-only hard disks off IDE and SATA. */
final class ReadOnlyDiskBus implements Rule {
  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-readonly",
      Phase.STORAGE,
      "Moves read-only hard disks to a bus that knows read-only disks",
      """
      A hard disk on IDE or SATA cannot be read-only: "readonly ide disks are not supported". It goes to virtio-blk, \
      or to SCSI when the guest is a Windows or known to have no virtio driver. `<readonly/>` stays, because the \
      image may serve several guests. CD drives are not concerned.
      """,
      "libvirt, formatdomain: hard drives, floppy disks, CDROMs (readonly)",
      "measured: virsh define, readonly ide disks are not supported, readonly sata disks are not supported");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Attachment disk : Attachment.placedFor(Reason.READ_ONLY, domain, context)) {
      disk.carryOut(domain, "IDE and SATA have no read-only hard disks");
    }
  }
}
