package org.xen2kvm.converter.rule.disksetting;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.decision.DiskPlacement;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Removes or completes what QEMU does not take on the disk's bus, device or format, although Xen did not mind. */
final class AttributesOfTheBus implements Rule {
  private static final DomainPath DISKS = DomainPath.of("/domain/devices/disk");

  /** Driver attributes that are virtio-blk's own. */
  private static final List<String> VIRTIO_ONLY = List.of(
      "ioeventfd", "event_idx", "iothread", "queues", "queue_size", "packed", "iommu", "ats", "page_per_vq");

  /** Child elements and attributes of the target, and the buses that take them. */
  private static final Map<String, Set<String>> ELEMENT_BUSES =
      Map.of("wwn", Set.of("ide", "scsi"), "vendor", Set.of("scsi"), "product", Set.of("scsi"));

  private static final List<String> ELEMENTS_OF_SOME_BUSES = List.of("wwn", "vendor", "product");

  private static final Set<String> BUSES_WITH_ROTATION_RATE = Set.of("ide", "sata", "scsi");

  private static final List<String> IOTUNE_UNITS = List.of(
      "bytes_sec", "iops_sec", "bytes_sec_max", "iops_sec_max", "bytes_sec_max_length", "iops_sec_max_length");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-unsupported-attrs",
      Phase.STORAGE,
      "Removes or completes disk settings that QEMU refuses",
      """
      Xen ignored what it did not know; QEMU's driver refuses the domain. Each of these was seen to be refused by \
      `virsh define`:

      * `io='native'` without cache none or directsync: cache becomes none, which is what Xen's backends did;
      * `shareable` on an image that is not raw: it goes, with a warning, because two writers ruin such an image;
      * iotune with a total beside a read or write limit of the same kind: the total stays, with a warning; a
      * directory as disk: its format becomes fat and the disk read-only, the only mode QEMU has for it; `rawio` and
      * `sgio` on anything but a lun, `sgio='unfiltered'` anywhere: newer libvirt has no such thing; `wwn` off IDE and
      * SCSI, `vendor` and `product` off SCSI, `removable` off USB, `rotation_rate` off IDE, SATA and SCSI, \
      `tray` on hard disks, a geometry's translation off IDE, any geometry on USB, a serial number on floppies (start);
      * virtio's own driver settings and `model='virtio'` off virtio;
      * `copy_on_read` on read-only disks.

      Everything else about a disk passes through: serial numbers, block sizes, error policies, encryption, throttling.
      """,
      "libvirt, formatdomain: hard drives, floppy disks, CDROMs",
      "measured: each of them with virsh define --validate and start, libvirt 9.0");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element disk : domain.select(DISKS)) {
      DiskPlacement place = context.disks().of(disk);
      if (place != null) {
        directory(domain, context, disk);
        passThrough(domain, disk, place);
        driver(domain, disk, place);
        target(domain, disk, place);
        elements(domain, context, disk, place);
        sharing(domain, context, disk);
        throttling(domain, context, disk);
      }
    }
  }

  private static void directory(DomainEditor domain, RuleContext context, Element disk) {
    if (!disk.getAttributeValue("type", "").equals("dir")) {
      return;
    }
    Element driver = disk.getChild("driver");
    String reason = "QEMU presents a directory as a FAT file system, and in no other format";
    if (driver == null) {
      domain.insert(disk, DomainEditor.element("driver", "name", "qemu", "type", "fat"), 0, reason);
    } else {
      domain.setAttribute(driver, "type", "fat", reason);
    }
    if (disk.getChild("readonly") == null) {
      context.warn(
          disk,
          "The disk is a directory of the host, which the guest can only read under KVM",
          "Make an image of the directory if the guest has to write to it.");
      domain.append(disk, new Element("readonly"), "libvirt refuses virtual FAT disks that can be written to");
    }
  }

  private static void passThrough(DomainEditor domain, Element disk, DiskPlacement place) {
    boolean lun = place.device().equals("lun");
    if (!lun) {
      domain.removeAttribute(disk, "rawio", "Only a lun takes raw SCSI commands");
    }
    if (!lun || disk.getAttributeValue("sgio", "").equals("unfiltered")) {
      domain.removeAttribute(disk, "sgio", "QEMU's driver filters no SCSI commands");
    }
    if (!place.bus().equals("virtio")) {
      domain.removeAttribute(disk, "model", "The model is one of virtio-blk");
    }
  }

  private static void driver(DomainEditor domain, Element disk, DiskPlacement place) {
    Element driver = disk.getChild("driver");
    if (driver == null) {
      return;
    }
    String cache = driver.getAttributeValue("cache", "");
    if (driver.getAttributeValue("io", "").equals("native") && !cache.equals("none") && !cache.equals("directsync")) {
      domain.setAttribute(driver, "cache", "none", "QEMU's native I/O bypasses the host's cache");
    }
    if (!place.bus().equals("virtio")) {
      for (String attribute : VIRTIO_ONLY) {
        domain.removeAttribute(driver, attribute, "Only virtio-blk has the setting " + attribute);
      }
    }
    if (disk.getChild("readonly") != null || place.device().equals("cdrom")) {
      domain.removeAttribute(driver, "copy_on_read", "Nothing can be copied into a read-only image");
    }
  }

  private static void target(DomainEditor domain, Element disk, DiskPlacement place) {
    Element target = disk.getChild("target");
    if (target == null) {
      return;
    }
    if (!place.bus().equals("usb")) {
      domain.removeAttribute(target, "removable", "Only a USB disk can be called removable");
    }
    if (!BUSES_WITH_ROTATION_RATE.contains(place.bus())) {
      domain.removeAttribute(target, "rotation_rate", "Bus " + place.bus() + " does not tell a rotation rate");
    }
    if (place.isHardDisk()) {
      domain.removeAttribute(target, "tray", "A hard disk has no tray");
    }
  }

  private static void elements(DomainEditor domain, RuleContext context, Element disk, DiskPlacement place) {
    for (String name : ELEMENTS_OF_SOME_BUSES) {
      Element element = disk.getChild(name);
      if (element != null && !ELEMENT_BUSES.getOrDefault(name, Set.of()).contains(place.bus())) {
        if (name.equals("wwn")) {
          context.warn(
              disk,
              "The disk's World Wide Name " + element.getTextTrim() + " is lost on bus " + place.bus(),
              "A guest that finds the disk by /dev/disk/by-id/wwn-… needs another name in its /etc/fstab.");
        }
        domain.remove(element, "A disk on bus " + place.bus() + " has no " + name);
      }
    }
    Element geometry = disk.getChild("geometry");
    if (geometry != null && place.bus().equals("usb")) {
      domain.remove(geometry, "A USB disk has no geometry");
    } else if (geometry != null && !place.bus().equals("ide")) {
      domain.removeAttribute(geometry, "trans", "Only an IDE disk translates its geometry");
    }
    Element serial = disk.getChild("serial");
    if (serial != null && place.bus().equals("fdc")) {
      domain.remove(serial, "A floppy drive has no serial number; QEMU refuses to start with one");
    }
  }

  private static void sharing(DomainEditor domain, RuleContext context, Element disk) {
    Element shareable = disk.getChild("shareable");
    Element driver = disk.getChild("driver");
    String format = driver == null ? "raw" : driver.getAttributeValue("type", "raw");
    if (shareable != null && !format.equals("raw") && !format.equals("aio")) {
      context.warn(
          disk,
          "The disk was shared between guests, but its image is " + format + ", which two guests cannot write to",
          "Convert the image to raw with qemu-img if several guests really use it at a time.");
      domain.remove(shareable, "libvirt shares raw images only");
    }
  }

  private static void throttling(DomainEditor domain, RuleContext context, Element disk) {
    Element tune = disk.getChild("iotune");
    if (tune == null) {
      return;
    }
    for (String unit : IOTUNE_UNITS) {
      Element total = tune.getChild("total_" + unit);
      List<Element> parts = tune.getChildren().stream()
          .filter(each -> each.getName().equals("read_" + unit) || each.getName().equals("write_" + unit))
          .toList();
      if (total != null && !parts.isEmpty()) {
        context.warn(
            disk,
            "The disk limits " + unit + " in total and also for reading or writing; QEMU takes one or the other",
            "The total stays. Set read and write limits instead if they matter more.");
        parts.forEach(part -> domain.remove(part, "QEMU takes no read or write limit beside a total of the same kind"));
      }
    }
  }
}
