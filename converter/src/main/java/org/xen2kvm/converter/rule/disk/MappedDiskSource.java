package org.xen2kvm.converter.rule.disk;

import java.util.List;
import java.util.Optional;
import org.jdom2.Element;
import org.xen2kvm.converter.policy.DiskMapping;
import org.xen2kvm.converter.policy.DiskMapping.Path;
import org.xen2kvm.converter.policy.DiskMapping.Volume;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Points disks at the place where the policy says that their images are on the KVM host. */
final class MappedDiskSource implements Rule {
  private static final DomainPath DISKS_WITH_SOURCE = DomainPath.of("/domain/devices/disk[source]");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-source-mapping",
      Phase.STORAGE,
      "Points disks at their images on the KVM host",
      """
      Images rarely keep their place when they move to another host. Each entry of the policy's `disks` list names \
      source paths, exactly or by a regular expression over the whole path, and the new place: a path (a block \
      device when it is under /dev, else a file) or a volume of a storage pool. The first entry that matches counts. \
      A relative block path matches as it is written and with /dev/ in front of it. A `format` in the entry replaces \
      the definition's format, for images that were converted on the way.

      The rule runs before all other rules that look at a path: a mapped image needs no hotplug script any more, and \
      whether it is a file or a block device is judged by its new place. A path that one of the mappings leads to \
      counts as mapped and is left alone, so that a mapping such as `/srv/(.*)` to `/srv/new/$1` is not applied to \
      its own result; when such a path matches a mapping as well, a warning says so.
      """,
      "SUSE guide, step R4 (storage pool, names and formats of virt-v2v)",
      "libvirt, formatdomain: hard drives, floppy disks, CDROMs (source)");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    List<DiskMapping> mappings = context.policy().disks();
    if (mappings.isEmpty()) {
      return;
    }
    for (Element disk : domain.select(DISKS_WITH_SOURCE)) {
      String path = DiskSource.path(disk);
      Optional<SourceMappings.Place> place = SourceMappings.placeOf(mappings, disk, path);
      if (place.isEmpty()) {
        continue;
      }
      boolean stays = place.get().target() instanceof Path same && same.path().equals(path);
      if (!stays && SourceMappings.leadTo(mappings, path)) {
        context.warn(
            disk,
            "The image " + path + " matches a disk mapping, but lies where a mapping leads, and is left there",
            "If it still has to move, write the policy's disk mappings so that no new path matches an old one.");
      } else {
        move(domain, disk, path, place.get());
      }
    }
  }

  private static void move(DomainEditor domain, Element disk, String path, SourceMappings.Place place) {
    if (place.target() instanceof Path to) {
      String type = to.path().startsWith("/dev/") ? "block" : "file";
      DiskSource.point(domain, disk, type, to.path(), "The policy maps " + path + " to " + to.path());
    } else if (place.target() instanceof Volume to) {
      String reason = "The policy maps " + path + " to volume " + to.volume() + " of pool " + to.pool();
      Element source = disk.getChild("source");
      domain.setAttribute(disk, "type", "volume", reason);
      DiskSource.dropPaths(domain, source, "", reason);
      domain.setAttribute(source, "pool", to.pool(), reason);
      domain.setAttribute(source, "volume", to.volume(), reason);
    }
    if (place.format().isPresent()) {
      setFormat(domain, disk, place.format().get());
    }
  }

  private static void setFormat(DomainEditor domain, Element disk, String format) {
    String reason = "The policy says that the image has format " + format + " on the KVM host";
    Element driver = disk.getChild("driver");
    if (driver == null) {
      domain.insert(disk, DomainEditor.element("driver", "name", "qemu", "type", format), 0, reason);
    } else {
      domain.setAttribute(driver, "type", format, reason);
    }
  }
}
