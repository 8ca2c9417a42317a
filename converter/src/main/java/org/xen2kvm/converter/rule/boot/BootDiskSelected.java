package org.xen2kvm.converter.rule.boot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.decision.DiskLayout;
import org.xen2kvm.converter.decision.DiskName;
import org.xen2kvm.converter.decision.DiskPlacement;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Marks the disk that Xen booted from, where libvirt would take another one for the first hard disk. */
final class BootDiskSelected implements Rule {
  private static final DomainPath BOOT = DomainPath.of("/domain/os/boot");
  private static final DomainPath DEVICE_BOOT = DomainPath.of("/domain/devices/*/boot");
  private static final DomainPath INTERFACE = DomainPath.of("/domain/devices/interface");

  /** What libvirt writes behind a disk's boot order (virDomainDiskDefFormat). */
  private static final Set<String> BEHIND_BOOT = Set.of("alias", "address");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "boot-disk-selection",
      Phase.OS,
      "Keeps the boot disk where there are several",
      """
      <boot dev='hd'/> means the first hard disk, and libvirt's order is not Xen's: disks of one bus are sorted by \
      their target, the buses follow each other as they appear in the definition. Xen boots the first disk in the \
      list of a paravirtual guest, and the first emulated disk of an HVM guest. Where the two differ, the wrong disk \
      would boot, or none. Then each boot device gets its place by <boot order='N'/> at the device itself: the hard \
      disk that Xen booted, the first CD drive, the first floppy drive, the first network interface, in the order \
      that <os> gave. libvirt refuses both kinds side by side, so those of <os> go; also where a definition already \
      has both. With a kernel of the host nothing is changed.
      """,
      "libvirt, formatdomain: hard drives, boot",
      "libvirt, virDomainDiskInsert: the order of disks",
      "measured: with two buses the disk of the first one in the definition boots, within a bus the lowest target");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    List<Element> boots = domain.select(BOOT);
    if (domain.has(DEVICE_BOOT)) {
      boots.forEach(boot -> domain.remove(boot, "The devices have a boot order of their own, which goes first"));
      return;
    }
    if (!fromDisk(boots) || DirectKernel.of(domain) != null || bootsTheRightDisk(context.disks())) {
      return;
    }
    int order = 1;
    for (Element boot : boots) {
      String dev = boot.getAttributeValue("dev", "");
      Element device = device(dev, domain, context.disks());
      if (device != null && device.getChild("boot") == null) {
        Element place = DomainEditor.element("boot", "order", Integer.toString(order));
        domain.insert(device, place, position(device), reason(dev));
        order++;
      }
    }
    boots.forEach(boot -> domain.remove(boot, "The boot order stands at the devices; libvirt allows one of the two"));
  }

  private static boolean fromDisk(List<Element> boots) {
    for (Element boot : boots) {
      if (boot.getAttributeValue("dev", "").equals("hd")) {
        return true;
      }
    }
    return false;
  }

  private static boolean bootsTheRightDisk(DiskLayout disks) {
    if (disks.all().size() < 2) {
      return true;
    }
    Optional<DiskPlacement> wanted = disks.bootDisk();
    Optional<DiskPlacement> first = inLibvirtOrder(disks).stream().filter(DiskPlacement::isHardDisk).findFirst();
    return wanted.isEmpty() || first.isEmpty() || wanted.get().disk().equals(first.get().disk());
  }

  private static @Nullable Element device(String dev, DomainEditor domain, DiskLayout disks) {
    return switch (dev) {
      case "hd" -> disks.bootDisk().map(DiskPlacement::disk).orElse(null);
      case "cdrom" -> first("cdrom", disks);
      case "fd" -> first("floppy", disks);
      case "network" -> domain.first(INTERFACE);
      default -> null;
    };
  }

  private static @Nullable Element first(String device, DiskLayout disks) {
    return inLibvirtOrder(disks).stream()
        .filter(placement -> placement.device().equals(device))
        .findFirst()
        .map(DiskPlacement::disk)
        .orElse(null);
  }

  private static String reason(String dev) {
    return dev.equals("hd")
        ? "Xen booted this disk; libvirt would take another one for the first"
        : "The boot order stands at the devices, in the order that os/boot gave";
  }

  private static int position(Element device) {
    List<Element> children = device.getChildren();
    for (int i = 0; i < children.size(); i++) {
      if (BEHIND_BOOT.contains(children.get(i).getName())) {
        return i;
      }
    }
    return children.size();
  }

  /** Returns the disks as libvirt lists them: bus by bus as they first appear, within a bus by the target's number. */
  private static List<DiskPlacement> inLibvirtOrder(DiskLayout disks) {
    Map<String, List<DiskPlacement>> byBus = new LinkedHashMap<>();
    for (DiskPlacement placement : disks.all()) {
      byBus.computeIfAbsent(placement.bus(), bus -> new ArrayList<>()).add(placement);
    }
    List<DiskPlacement> order = new ArrayList<>();
    for (List<DiskPlacement> bus : byBus.values()) {
      bus.sort((a, b) -> Integer.compare(index(a), index(b)));
      order.addAll(bus);
    }
    return order;
  }

  private static int index(DiskPlacement placement) {
    return DiskName.parse(placement.dev()).map(DiskName::index).orElse(Integer.MAX_VALUE);
  }
}
