package org.xen2kvm.migration.plan;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;

/** What a disk of a definition says of its image, and how it is given another one. Stateless. */
public final class DiskElement {
  private DiskElement() {}

  /** Returns the file or block device that a disk names; empty when it names none of this host, or a format that is not known. */
  public static Optional<DiskImage> image(Element disk) {
    Element source = disk.getChild("source");
    String attribute = switch (disk.getAttributeValue("type", "")) {
      case "file" -> "file";
      case "block" -> "dev";
      default -> "";
    };
    String path = source == null ? "" : source.getAttributeValue(attribute, "");
    Element driver = disk.getChild("driver");
    String type = driver == null ? "raw" : driver.getAttributeValue("type", "raw");
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    try {
      Path file = Path.of(path);
      return DiskFormat.named(type).map(format -> new DiskImage(file, format));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Puts a file of this host, with its format, into the place of what a disk names. */
  public static void use(DomainEditor domain, Element disk, Element source, DiskImage image, String reason) {
    domain.setAttribute(disk, "type", "file", reason);
    domain.removeAttribute(source, "dev", reason);
    domain.setAttribute(source, "file", image.file().toString(), reason);
    Element driver = disk.getChild("driver");
    String format = image.format().qemuName();
    if (driver == null) {
      domain.insertBefore(source, DomainEditor.element("driver", "name", "qemu", "type", format), reason);
    } else {
      domain.setAttribute(driver, "type", format, reason);
    }
  }
}
