package org.xen2kvm.converter.decision;

import java.util.Locale;
import java.util.Optional;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.decision.DiskPlacement.Reason;

/** One disk while its place is being decided. */
final class XenDrive {
  final Element disk;
  final int position;
  final String device;
  final String xenName;
  final @Nullable DiskName name;
  final String xenBus;
  String bus = "";
  String dev = "";
  Reason reason = Reason.EMULATED;

  private XenDrive(
      Element disk, int position, String device, String xenName, @Nullable DiskName name, String xenBus) {
    this.disk = disk;
    this.position = position;
    this.device = device;
    this.xenName = xenName;
    this.name = name;
    this.xenBus = xenBus;
  }

  static XenDrive of(Element disk, int position) {
    Element target = disk.getChild("target");
    String dev = target == null ? "" : target.getAttributeValue("dev", "");
    String bus = target == null ? "" : target.getAttributeValue("bus", "");
    String xenName = DiskName.clean(dev).toLowerCase(Locale.ROOT);
    DiskName name = DiskName.parse(xenName).orElse(null);
    return new XenDrive(disk, position, device(disk, dev, name), xenName, name, bus);
  }

  /** A suffix or an fd name makes a drive of what the definition calls a disk; a lun that is a file is but a disk. */
  private static String device(Element disk, String dev, @Nullable DiskName name) {
    String device = disk.getAttributeValue("device", "disk");
    if (device.equals("lun")) {
      return isFile(disk) ? "disk" : "lun";
    }
    if (!device.equals("disk")) {
      return device;
    }
    boolean floppy = name != null && name.prefix().equals("fd");
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
    return name != null && name.isPartition();
  }

  /** The place in the alphabet; partitions have none, they stay in the order of the definition. */
  int letterIndex() {
    if (name == null) {
      return Integer.MAX_VALUE;
    }
    return name.isPartition() ? 0 : name.index();
  }

  String prefix() {
    return name == null ? "" : name.prefix();
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
    return new DiskPlacement(disk, device, xenName, Optional.ofNullable(name), bus, dev, reason, boot);
  }
}
