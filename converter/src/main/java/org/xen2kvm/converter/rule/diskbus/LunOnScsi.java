package org.xen2kvm.converter.rule.diskbus;

import org.xen2kvm.converter.decision.DiskPlacement.Reason;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Puts SCSI pass-through disks on a SCSI bus, and makes ordinary disks of those that are files. */
final class LunOnScsi implements Rule {
  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-lun",
      Phase.STORAGE,
      "Puts SCSI pass-through disks on a SCSI bus",
      """
      `device='lun'` hands SCSI commands of the guest to a SCSI device of the host. Only SCSI takes it: IDE answers \
      "disk device='lun' is not supported for bus='ide'", and QEMU has dropped it from virtio-blk (the start fails). \
      The device must be a SCSI device of the KVM host, so a warning asks to look. A file is none; such a disk \
      becomes an ordinary one. The bus's controller is the business of disk-scsi-controller.
      """,
      "libvirt, formatdomain: hard drives, floppy disks, CDROMs (device)",
      "measured: virsh define and start of a lun on ide, virtio and scsi");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Attachment disk : Attachment.all(domain, context)) {
      if (disk.disk().getAttributeValue("device", "").equals("lun")) {
        place(domain, context, disk);
      }
    }
  }

  private static void place(DomainEditor domain, RuleContext context, Attachment disk) {
    boolean passesThrough = disk.place().reason() == Reason.LUN;
    if (passesThrough) {
      disk.carryOut(domain, "Only a SCSI bus takes a disk that passes SCSI commands through");
    }
    if (!passesThrough || disk.disk().getAttributeValue("type", "file").equals("file")) {
      domain.setAttribute(disk.disk(), "device", "disk", "A file takes no SCSI commands, so it is an ordinary disk");
    } else {
      context.warn(
          disk.disk(),
          "The guest sends SCSI commands to a device of the Xen host",
          "Check that the KVM host has the same SCSI device under this path; if pass-through is not needed, make it "
              + "device='disk'.");
    }
  }
}
