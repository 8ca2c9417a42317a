package org.xen2kvm.converter.rule.disk;

import java.util.List;
import org.jdom2.Element;
import org.xen2kvm.converter.decision.DiskPlacement;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.RuleContext;

/**
 * Reads and writes the place of a disk's image: {@code disk/@type} and the one attribute of {@code source} that goes
 * with it.
 */
final class DiskSource {
  private static final List<String> PATH_ATTRIBUTES = List.of("file", "dev", "dir");

  private DiskSource() {}

  /** Returns the type of the source; {@code file} is what libvirt takes when there is none. */
  static String type(Element disk) {
    return disk.getAttributeValue("type", "file");
  }

  /** Returns whether the image is a file or a block device of the host. */
  static boolean isLocal(Element disk) {
    return type(disk).equals("file") || type(disk).equals("block");
  }

  /**
   * Returns the path of a local image without blanks around it, empty when it has none. The attribute that goes with
   * the type counts first; old tools wrote the other one now and then.
   */
  static String path(Element disk) {
    Element source = disk.getChild("source");
    if (source == null || !isLocal(disk)) {
      return "";
    }
    String fitting = source.getAttributeValue(attributeOf(type(disk)), "").strip();
    String other = source.getAttributeValue(type(disk).equals("block") ? "file" : "dev", "").strip();
    return fitting.isEmpty() ? other : fitting;
  }

  /** Returns whether the drive can be without a medium: a CD or floppy drive. */
  static boolean isRemovable(Element disk, RuleContext context) {
    DiskPlacement placement = context.disks().of(disk);
    String device = placement == null ? disk.getAttributeValue("device", "disk") : placement.device();
    return device.equals("cdrom") || device.equals("floppy");
  }

  /** Makes the image a file or block device at a path; a source must be there. */
  static void point(DomainEditor domain, Element disk, String type, String path, String reason) {
    Element source = disk.getChild("source");
    if (!type(disk).equals(type)) {
      domain.setAttribute(disk, "type", type, reason);
    }
    String attribute = attributeOf(type);
    dropPaths(domain, source, attribute, reason);
    domain.setAttribute(source, attribute, path, reason);
  }

  /** Takes all paths off a source but one. */
  static void dropPaths(DomainEditor domain, Element source, String except, String reason) {
    for (String attribute : PATH_ATTRIBUTES) {
      if (!attribute.equals(except)) {
        domain.removeAttribute(source, attribute, reason);
      }
    }
  }

  private static String attributeOf(String type) {
    return type.equals("block") ? "dev" : "file";
  }
}
