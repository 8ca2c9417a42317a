package org.xen2kvm.converter.rule.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.xml.DomainPath;

/**
 * A disk that has an image, with the eyes of a migration.
 *
 * @param disk the element
 * @param source where its image is
 */
record Image(Element disk, Element source) {
  private static final DomainPath DISKS = DomainPath.of("/domain/devices/disk");
  private static final Set<String> REMOVABLE = Set.of("cdrom", "floppy");

  /** Returns all disks with an image; a drive without a medium has none. */
  static List<Image> all(DomainEditor domain) {
    List<Image> images = new ArrayList<>();
    for (Element disk : domain.select(DISKS)) {
      Element source = disk.getChild("source");
      if (source != null && (!source.getAttributes().isEmpty() || !source.getChildren().isEmpty())) {
        images.add(new Image(disk, source));
      }
    }
    return images;
  }

  /** Returns what the image is to libvirt: {@code file} is what it takes when nothing is said. */
  String type() {
    return disk.getAttributeValue("type", "file");
  }

  boolean isRemovable() {
    return REMOVABLE.contains(disk.getAttributeValue("device", "disk"));
  }

  /** Returns whether the guest never writes to it, as to a CD, which libvirt makes read-only by itself. */
  boolean isReadOnly() {
    return disk.getChild("readonly") != null || disk.getAttributeValue("device", "disk").equals("cdrom");
  }

  boolean isShared() {
    return disk.getChild("shareable") != null;
  }

  String cache() {
    Element driver = disk.getChild("driver");
    return driver == null ? "" : driver.getAttributeValue("cache", "");
  }

  /** Returns the name by which a person knows the disk. */
  String name() {
    Element target = disk.getChild("target");
    return target == null ? "a disk without target" : target.getAttributeValue("dev", "a disk without target");
  }

  /** Returns the names of several, as a message lists them. */
  static String names(List<Image> images) {
    List<String> names = new ArrayList<>();
    for (Image image : images) {
      names.add(image.name());
    }
    return String.join(", ", names);
  }
}
