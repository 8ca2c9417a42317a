package org.xen2kvm.converter.decision;

import java.util.Locale;
import java.util.Optional;
import org.jdom2.Element;
import org.xen2kvm.converter.decision.DiskPlacement.Reason;

/** One disk while its place is being decided. */
final class XenDrive {
  final Element disk;
  final int position;
  final String device;
  final String xenName;
  final Optional<DiskName> name;
  final String xenBus;
  String bus = "";
  String dev = "";
  Reason reason = Reason.EMULATED;

  private XenDrive(Element disk, int position, String device, String xenName, String xenBus) {
    this.disk = disk;
    this.position = position;
    this.device = device;
    this.xenName = xenName;
    this.name = DiskName.parse(xenName);
    this.xenBus = xenBus;
  }

  static XenDrive of(Element disk, int position) {
    Element target = disk.getChild("target");
    String dev = target == null ? "" : target.getAttributeValue("dev", "");
    String bus = target == null ? "" : target.getAttributeValue("bus", "");
    String xenName = DiskName.clean(dev).toLowerCase(Locale.ROOT);
    return new XenDrive(disk, position, device(disk, dev, xenName), xenName, bus);
  }

  /** A suffix or an fd name makes a drive of what the definition calls a disk; a lun that is a file is but a disk. */
  private static String device(Element disk, String dev, String xenName) {
    String device = disk.getAttributeValue("device", "disk");
    if (device.equals("lun")) {
      return isFile(disk) ? "disk" : "lun";
    }
    if (!device.equals("disk")) {
      return device;
    }
    boolean floppy = DiskName.parse(xenName).filter(name -> name.prefix().equals("fd")).isPresent();
    return dev.strip().endsWith(":cdrom") ? "cdrom" : floppy ? "floppy" : "disk";
  }

  private static boolean isFile(Element disk) {
    String type = disk.getAttributeValue("type", "file");
    Element source = disk.getChild("source");
    String path = source == null ? "" : source.getAttributeValue("file", source.getAttributeValue("dev", ""));
    boolean local = type.equals("file") || type.equals("block");
    return local && path.strip().startsWith("/") && !path.strip().startsWith("/dev/");
  }

  boolean isHardDisk() {
    return device.equals("disk") || device.equals("lun");
  }

  /**
   * Whether the guest can only read it; a directory is presented so because QEMU's virtual FAT cannot be written
   * to.
   */
  boolean isReadOnlyHardDisk() {
    boolean directory = disk.getAttributeValue("type", "").equals("dir");
    return isHardDisk() && (directory || disk.getChild("readonly") != null);
  }

  boolean isPartition() {
    return name.map(DiskName::isPartition).orElse(false);
  }

  /** The place in the alphabet; partitions have none, they stay in the order of the definition. */
  int letterIndex() {
    return name.map(known -> known.isPartition() ? 0 : known.index()).orElse(Integer.MAX_VALUE);
  }

  String prefix() {
    return name.map(DiskName::prefix).orElse("");
  }

  int prefixRank() {
    return switch (prefix()) {
      case "hd", "vd" -> 0;
      case "xvd" -> 1;
      default -> 2;
    };
  }

  boolean isUnnamed() {
    return dev.isEmpty();
  }

  DiskPlacement placement(boolean boot) {
    return new DiskPlacement(disk, device, xenName, name, bus, dev, reason, boot);
  }
}
