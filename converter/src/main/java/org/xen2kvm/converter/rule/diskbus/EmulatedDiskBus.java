package org.xen2kvm.converter.rule.diskbus;

import java.util.List;
import org.xen2kvm.converter.decision.DiskPlacement.Reason;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/**
 * Keeps the hard disks of HVM guests on the hardware they saw, and gives those that only Xen's driver saw a bus of
 * KVM.
 */
final class EmulatedDiskBus implements Rule {
  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-bus-hvm",
      Phase.STORAGE,
      "Keeps the emulated disks of HVM guests, and moves their Xen disks to virtio",
      """
      An HVM guest's `hda` was an IDE disk until its Xen drivers took over, `sda` a SCSI disk; on the same bus \
      Windows and old systems boot without preparation. So IDE stays IDE, on q35, which has none, SATA; SCSI stays \
      SCSI. Disks on bus xen, or called xvdX without a bus, had no emulated counterpart to keep and go to \
      virtio-blk; on Windows, which has no such driver of its own, to IDE or SATA.

      Once the guest is known to have virtio drivers (facts about the guest), all its hard disks go to virtio-blk. A \
      bus chosen in the policy overrides everything. In every case the name in a Linux guest changes: its Xen driver \
      called the disk xvda, now it is sda or vda. A guest with both hda and xvda, which under Xen hid each other, \
      has both now.

      Two neighbours take over where a bus cannot hold a disk: disk-readonly and disk-ide-limit.
      """,
      "Xen, xen-vbd-interface(7)",
      "libvirt, formatdomain: hard drives, floppy disks, CDROMs (target)",
      "measured: virsh define on q35, IDE controllers are unsupported for this QEMU binary or machine type");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    List<Attachment> disks = Attachment.placedFor(Reason.EMULATED, domain, context);
    for (Attachment disk : disks) {
      disk.carryOutKeepingLetter(domain, context, reason(disk, context));
    }
  }

  private static boolean wasXenDisk(Attachment disk) {
    String bus = disk.target().getAttributeValue("bus", "");
    return bus.equals("xen") || (bus.isEmpty() && disk.oldName().startsWith("xvd"));
  }

  private static String reason(Attachment disk, RuleContext context) {
    return disk.policyReason(context).orElseGet(() -> reasonByGuest(disk));
  }

  private static String reasonByGuest(Attachment disk) {
    return switch (disk.place().bus()) {
      case "virtio" -> wasXenDisk(disk)
          ? "KVM has no Xen block bus; virtio-blk takes its place"
          : "The guest is known to have a driver for virtio-blk, the fastest bus";
      case "sata" -> "A q35 machine has no IDE; SATA comes closest to what the guest saw";
      default -> wasXenDisk(disk)
          ? "KVM has no Xen block bus, and nothing says that the guest has a virtio-blk driver"
          : "The disk stays on the bus that the guest saw under Xen";
    };
  }
}
