package org.xen2kvm.converter.rule.disksetting;

import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.decision.DiskPlacement;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Keeps the disks of a guest that shall move out of the host's page cache. */
final class DisksWithoutHostCache implements Rule {
  private static final DomainPath DISKS = DomainPath.of("/domain/devices/disk");
  private static final Set<String> IMAGE_OF_THE_HOST = Set.of("file", "block", "volume");
  private static final Set<String> UNCACHED = Set.of("none", "directsync");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-cache-none",
      Phase.STORAGE,
      "Keeps disks out of the host's page cache",
      """
      Without a cache mode QEMU writes through the page cache of its host. What the other host has cached of the same \
      image is stale when the guest arrives there, so libvirt refuses the migration as unsafe ("Migration may lead to \
      data corruption if disks use cache other than none or directsync") unless its QEMU drops that cache itself, \
      which it does since 4.0. none is also what Xen's block backend did. writethrough becomes directsync, which keeps \
      its promise that a write is on the disk when it ends. Left alone are disks that the guest only reads, shared \
      ones, and those on the network, for which libvirt does not ask. The image has to lie on a file system that can \
      open files past the cache (O_DIRECT); where it cannot (tmpfs of older kernels), switch the rule off.
      """,
      "libvirt, qemu_migration.c: qemuMigrationSrcIsSafe",
      "libvirt, formatdomain: hard drives, floppy disks, CDROMs (driver, cache)")
      .forMigration();

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element disk : domain.select(DISKS)) {
      DiskPlacement place = context.disks().of(disk);
      if (place != null && !place.device().equals("cdrom") && isCached(disk)) {
        bypass(domain, disk);
      }
    }
  }

  private static boolean isCached(Element disk) {
    Element driver = disk.getChild("driver");
    return IMAGE_OF_THE_HOST.contains(disk.getAttributeValue("type", "file"))
        && disk.getChild("source") != null
        && disk.getChild("readonly") == null
        && disk.getChild("shareable") == null
        && (driver == null || !UNCACHED.contains(driver.getAttributeValue("cache", "")));
  }

  private static void bypass(DomainEditor domain, Element disk) {
    Element driver = disk.getChild("driver");
    String reason = "A guest that moves must leave nothing of its disks in the cache of a host";
    if (driver == null) {
      domain.insert(disk, DomainEditor.element("driver", "name", "qemu", "cache", "none"), 0, reason);
      return;
    }
    boolean through = driver.getAttributeValue("cache", "").equals("writethrough");
    domain.setAttribute(driver, "cache", through ? "directsync" : "none", reason);
  }
}
