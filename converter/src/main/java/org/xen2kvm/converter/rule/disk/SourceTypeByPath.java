package org.xen2kvm.converter.rule.disk;

import java.util.regex.Pattern;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Calls a source under /dev a block device and any other a file, and takes the medium out of a drive that has none. */
final class SourceTypeByPath implements Rule {
  private static final DomainPath DISKS = DomainPath.of("/domain/devices/disk");

  /** What may follow /dev/ in a relative block path: vg/lv, mapper/vg-lv. */
  private static final Pattern RELATIVE_DEVICE = Pattern.compile("[A-Za-z0-9_.+:@%-]+(/[A-Za-z0-9_.+:@%-]+)*");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-type-vs-path",
      Phase.STORAGE,
      "Calls what is under /dev a block device and all else a file",
      """
      Xen hardly cared whether a disk was of type file or block; QEMU does, and only when the domain starts. A block \
      disk on a regular file fails with "'host_device' driver requires … to be either a character or block device", \
      a file disk on a device with "'file' driver requires '/dev/loop0' to be a regular file"; `virsh define` \
      accepts both. So the path decides: under /dev (but not /dev/shm) it is a block device, elsewhere a file. A \
      path outside /dev that was called block is noted: should it be a link to a device, map it in the policy. A \
      relative block path is meant below /dev, as xm and xl take it.

      An empty path and /dev/null stand for an empty CD or floppy drive: the source goes. A hard disk without an \
      image refuses the domain, because libvirt would refuse it too ("missing source information for device vda").
      """,
      "libvirt, formatdomain: hard drives, floppy disks, CDROMs (type, source)",
      "measured: virsh start, QEMU's messages for host_device and file",
      "Xen, xl-disk-configuration(5): target");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element disk : domain.select(DISKS)) {
      if (DiskSource.isLocal(disk)) {
        String path = DiskSource.path(disk);
        boolean removable = DiskSource.isRemovable(disk, context);
        if (removable && (path.isEmpty() || path.equals("/dev/null"))) {
          empty(domain, disk);
        } else if (path.isEmpty()) {
          context.refuse(
              disk,
              "The hard disk has no image: its source is missing or empty",
              "Name the image in the source, or remove the disk from the definition.");
        } else {
          settle(domain, context, disk, path);
        }
      }
    }
  }

  private static void empty(DomainEditor domain, Element disk) {
    Element source = disk.getChild("source");
    boolean named = source != null && (source.getAttribute("file") != null || source.getAttribute("dev") != null);
    if (source != null && named) {
      domain.remove(source, "The drive is empty; libvirt wants no source then");
    }
  }

  private static void settle(DomainEditor domain, RuleContext context, Element disk, String path) {
    if (path.startsWith("/dev/") && !path.startsWith("/dev/shm/")) {
      DiskSource.point(domain, disk, "block", path, "QEMU's file driver refuses a device such as " + path);
      if (path.equals("/dev/null")) {
        context.warn(
            disk,
            "The hard disk's image is /dev/null: a disk of size 0",
            "Map /dev/null to an image, or drop the disk.");
      }
    } else if (path.startsWith("/")) {
      boolean called = DiskSource.type(disk).equals("block");
      String reason = "QEMU's driver for host devices refuses a regular file such as " + path;
      DiskSource.point(domain, disk, "file", path, reason);
      if (called) {
        context.note(
            disk, path + " is not under /dev: it is taken for a regular file although it was called a block device");
      }
    } else if (DiskSource.type(disk).equals("block") && RELATIVE_DEVICE.matcher(path).matches()) {
      String reason = "Xen takes a relative block path as below /dev, libvirt does not";
      DiskSource.point(domain, disk, "block", "/dev/" + path, reason);
    } else {
      context.warn(
          disk,
          "The image path " + path + " is not absolute; libvirt does not accept it",
          "Map it to an absolute path in the policy's disks.");
    }
  }
}
