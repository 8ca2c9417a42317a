package org.xen2kvm.converter.rule.diskbus;

import java.util.List;
import org.xen2kvm.converter.decision.DiskPlacement.Reason;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Attaches the hard disks of PV and PVH guests through virtio-blk, whatever their name under Xen. */
final class XenDiskToVirtio implements Rule {
  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-bus-pv",
      Phase.STORAGE,
      "Attaches the hard disks of PV and PVH guests through virtio-blk",
      """
      KVM has no Xen block bus. `virsh define` accepts `bus='xen'`, the start answers "unsupported disk bus 'xen' \
      with device setup". virtio-blk is its counterpart, for every hard disk of a PV or PVH guest: its name was only \
      advisory under Xen, a PV disk called hda on bus ide never had an IDE controller. The guest's kernel finds \
      `vda` where it had `xvda`, so boot parameters and /etc/fstab must follow unless they name file systems by UUID \
      or label.

      The initramfs needs virtio_blk and virtio_pci. When the guest's facts say that it has none, the disks go to \
      IDE (SATA on q35) instead; when nothing is known, virtio is assumed and guest-facts-assumed says so. A bus chosen in the \
      policy overrides both. Disks whose letter cannot stay are named by disk-target-uniqueness, partitions by \
      disk-partition-targets.
      """,
      "SUSE guide, step X8",
      "libvirt, formatdomain: hard drives, floppy disks, CDROMs (target)",
      "Xen, xen-vbd-interface(7): for PV guests the type is advisory",
      "measured: virsh start, unsupported disk bus 'xen' with device setup");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    List<Attachment> disks = Attachment.placedFor(Reason.PARAVIRTUAL, domain, context);
    for (Attachment disk : disks) {
      disk.carryOutKeepingLetter(domain, context, reason(disk, context));
    }
  }

  private static String reason(Attachment disk, RuleContext context) {
    String byGuest = disk.place().bus().equals("virtio")
        ? "KVM has no Xen block bus; virtio-blk takes its place"
        : "KVM has no Xen block bus, and the guest is known to have no virtio-blk driver";
    return disk.policyReason(context).orElse(byGuest);
  }
}
