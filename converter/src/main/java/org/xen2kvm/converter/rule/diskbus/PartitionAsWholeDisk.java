package org.xen2kvm.converter.rule.diskbus;

import java.util.List;
import java.util.stream.Collectors;
import org.xen2kvm.converter.decision.DiskPlacement;
import org.xen2kvm.converter.decision.DiskPlacement.Reason;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Gives each image that Xen presented as a partition a whole disk of its own, and says what that means for booting. */
final class PartitionAsWholeDisk implements Rule {
  private static final DomainPath DIRECT_KERNEL = DomainPath.of("/domain/os/kernel[normalize-space()]");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-partition-targets",
      Phase.STORAGE,
      "Gives images that Xen presented as partitions a disk each",
      """
      Xen could call an image `xvda2`: the guest saw partition 2 of a disk that did not exist. Real machines have no \
      such thing, and libvirt answers "invalid disk target 'vda1', partitions can't appear in disk targets". Each of \
      them becomes a whole disk behind the guest's whole disks, in the order of the definition, because that is the \
      order in which Xen numbered them for booting: swap on xvda1 behind the root file system on xvda2 does not \
      become the boot disk.

      Inside, the image holds a bare file system: no partition table, no boot loader. A KVM guest cannot boot from \
      such a disk. It needs its kernel and initrd given on the host (then only /etc/fstab is left), or its disk \
      rebuilt: a partition table, the file system copied into a partition, a boot loader. Entries of /etc/fstab \
      change from /dev/xvda2 to /dev/vda.
      """,
      "libvirt, formatdomain: hard drives, floppy disks, CDROMs (target)",
      "Xen, xen-vbd-interface(7): partitions as virtual disks",
      "measured: virsh define, partitions can't appear in disk targets");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    List<Attachment> partitions = Attachment.placedFor(Reason.PARTITION, domain, context);
    if (partitions.isEmpty()) {
      return;
    }
    report(domain, context, partitions);
    for (Attachment partition : partitions) {
      String name = partition.oldName();
      partition.carryOut(domain, "KVM has no partition without its disk: " + name + " becomes a whole disk");
    }
  }

  private static void report(DomainEditor domain, RuleContext context, List<Attachment> partitions) {
    String names = partitions.stream()
        .map(each -> each.oldName() + " (now " + context.disks().guestName(each.place()) + ")")
        .collect(Collectors.joining(", "));
    boolean bootsFromPartition = context.disks().bootDisk().filter(DiskPlacement::isPartition).isPresent();
    if (bootsFromPartition && !domain.has(DIRECT_KERNEL)) {
      context.warn(
          partitions.get(0).disk(),
          "Xen presented images as partitions: " + names
              + "; they are bare file systems without partition table or boot loader, and KVM cannot boot from them",
          "Give the domain a kernel and initrd on the host, or rebuild the boot disk with a partition table and a boot "
              + "loader.");
    } else {
      context.warn(
          partitions.get(0).disk(),
          "Xen presented images as partitions: " + names + "; the guest sees whole disks now",
          "Correct /etc/fstab in the guest where it names these devices rather than UUIDs or labels.");
    }
  }
}
