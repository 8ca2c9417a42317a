package org.xen2kvm.migration.disk;

import java.util.Optional;
import org.jdom2.Element;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.migration.plan.DiskElement;
import org.xen2kvm.runner.disk.DeclaredDisk;
import org.xen2kvm.runner.disk.FileKind;

/**
 * A disk of a converted domain.
 *
 * @param element where it stands in the domain's tree
 * @param target its libvirt target under KVM; empty when it has none
 * @param device disk, cdrom, floppy or lun
 * @param image what it names on this host; empty when it names no file and no block device
 * @param xpath its address in the source
 * @param line where it stands in the input; 0 when unknown
 * @param column where it stands in the input; 0 when unknown
 */
public record ConvertedDisk(
    Element element, String target, String device, Optional<DiskImage> image, String xpath, int line, int column) {

  static ConvertedDisk of(Element element, String xpath, int line, int column) {
    Element target = element.getChild("target");
    return new ConvertedDisk(
        element,
        target == null ? "" : target.getAttributeValue("dev", ""),
        element.getAttributeValue("device", "disk"),
        DiskElement.image(element),
        xpath,
        line,
        column);
  }

  /** Returns whether it is a drive without a medium. */
  public boolean isEmpty() {
    Element source = element.getChild("source");
    return source == null || source.getAttributes().isEmpty();
  }

  /** Returns whether its medium can be changed. */
  public boolean isRemovable() {
    return device.equals("cdrom") || device.equals("floppy");
  }

  /** Returns whether several domains may write to it. */
  public boolean isShareable() {
    return element.getChild("shareable") != null;
  }

  /** Returns whether the guest may write to it. */
  public boolean isWritable() {
    return !device.equals("cdrom") && element.getChild("readonly") == null;
  }

  /** Returns what the definition declares of an image of this disk. */
  public DeclaredDisk declared(DiskImage found) {
    FileKind kind = element.getAttributeValue("type", "").equals("block") ? FileKind.BLOCK_DEVICE : FileKind.FILE;
    return new DeclaredDisk(found.file(), found.format().qemuName(), Optional.of(kind), isWritable());
  }
}
