package org.xen2kvm.converter.rule.disk;

import org.jdom2.Element;
import org.xen2kvm.converter.decision.DiskName;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Strips what Xen tools put around a disk's target: {@code ioemu:hda}, {@code /dev/xvda}, {@code hdc:cdrom}. */
final class PlainTargetName implements Rule {
  private static final DomainPath WRAPPED_TARGETS =
      DomainPath.of("/domain/devices/disk/target[contains(@dev, ':') or contains(@dev, '/dev/')]");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-target-prefix",
      Phase.STORAGE,
      "Strips ioemu:, /dev/ and :cdrom from disk targets",
      """
      Xen tools of 2007 marked emulated disks with `ioemu:`, OpenStack wrote whole device paths such as `/dev/xvda`, \
      and xm marked CD drives with `:cdrom` behind the name. The QEMU driver answers "Unknown disk name \
      '/dev/xvda'". The plain name stays; of `:cdrom` the meaning stays as `device='cdrom'`. Which name the disk \
      gets in the end is decided by disk-bus-pv, disk-bus-hvm and their neighbours.
      """,
      "libvirt, formatdomain: hard drives, floppy disks, CDROMs (target)",
      "measured: virsh define, Unknown disk name '/dev/xvda'",
      "Xen, xl-disk-configuration(5): vdev, devtype");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element target : domain.select(WRAPPED_TARGETS)) {
      String dev = target.getAttributeValue("dev", "");
      String plain = DiskName.clean(dev);
      if (plain.isEmpty()) {
        continue;
      }
      Element disk = target.getParentElement();
      if (dev.strip().endsWith(":cdrom") && disk.getAttributeValue("device", "disk").equals("disk")) {
        domain.setAttribute(disk, "device", "cdrom", "The suffix :cdrom of the target " + dev + " makes it a CD drive");
      }
      domain.setAttribute(target, "dev", plain, "libvirt takes a plain disk name for a target");
    }
  }
}
