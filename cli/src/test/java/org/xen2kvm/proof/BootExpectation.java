package org.xen2kvm.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdom2.Attribute;
import org.jdom2.Element;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.GuestImplications.DiskRename;
import org.xen2kvm.converter.decision.DiskName;
import org.xen2kvm.proof.StartTrial.Verdict;

/**
 * What the firmware must load first, read off the <em>source</em>: Xen's boot order over Xen's drives, each followed to
 * its place under KVM by the conversion's own word.
 *
 * @param verdict the outcome if it comes true
 * @param marker the marker that must come first, and alone; empty when there is nothing to boot
 * @param why of an empty marker: what the boot order of the source leads to
 */
record BootExpectation(Verdict verdict, Optional<String> marker, String why) {

  /** A drive under Xen. */
  private record Drive(String kind, String xenName, boolean hasMedium) {
    static Drive of(Element disk) {
      Element target = disk.getChild("target");
      String dev = target == null ? "" : target.getAttributeValue("dev", "");
      String name = DiskName.clean(dev).toLowerCase(Locale.ROOT);
      String kind = disk.getAttributeValue("device", dev.endsWith(":cdrom") ? "cdrom" : "disk");
      Element source = disk.getChild("source");
      boolean medium = source != null
          && source.getAttributes().stream().map(Attribute::getValue).anyMatch(Drive::isMedium);
      return new Drive(kind.equals("lun") ? "disk" : name.startsWith("fd") ? "floppy" : kind, name, medium);
    }

    private static boolean isMedium(String source) {
      return !source.isBlank() && !source.equals("/dev/null");
    }
  }

  /**
   * Reads the expectation.
   *
   * @param result the conversion, whose implications say where each disk went
   * @param prepared its copy with markers
   * @return the verdict {@link Verdict#FAILED} when a drive that Xen would boot from has a medium, but none under KVM
   */
  static BootExpectation of(ConversionResult result, BootableDomain prepared) {
    if (prepared.isUefi()) {
      return new BootExpectation(Verdict.RUNNING_UEFI, Optional.empty(), "UEFI");
    }
    if (prepared.hasKernel()) {
      return new BootExpectation(Verdict.BOOTED_KERNEL, Optional.of(BootableDomain.KERNEL_MARKER), "");
    }
    Element source = BootableDomain.parse(result.definition());
    List<Drive> drives = drives(source);
    List<String> order = bootOrder(source, drives);
    for (String xenName : order) {
      boolean medium = drives.stream().anyMatch(drive -> drive.xenName().equals(xenName) && drive.hasMedium());
      if (medium) {
        String target = target(result, xenName);
        Optional<String> marker = prepared.marker(target);
        if (marker.isEmpty()) {
          String lost = "Xen booted " + xenName + ", but " + target + " has no medium";
          return new BootExpectation(Verdict.FAILED, marker, lost);
        }
        return new BootExpectation(Verdict.BOOTED_RIGHT_DISK, marker, "");
      }
    }
    String why = order.isEmpty() ? "no drive in the boot order" : "no medium in the drives of the boot order";
    return new BootExpectation(Verdict.RUNNING_WITH_NOTHING_TO_BOOT, Optional.empty(), why);
  }

  private static List<Drive> drives(Element source) {
    Element devices = source.getChild("devices");
    return devices == null ? List.of() : devices.getChildren("disk").stream().map(Drive::of).toList();
  }

  private static String target(ConversionResult result, String xenName) {
    return result.guestImplications().disks().stream()
        .filter(disk -> disk.xenName().equals(xenName))
        .map(DiskRename::targetDev)
        .findFirst()
        .orElse("nothing");
  }

  /** The Xen names of drives in the order in which they are tried. */
  private static List<String> bootOrder(Element source, List<Drive> drives) {
    List<String> ordered = perDeviceOrder(source);
    if (!ordered.isEmpty()) {
      return ordered;
    }
    List<String> names = new ArrayList<>();
    for (String device : bootDevices(source)) {
      switch (device) {
        case "hd" -> hardDisk(source, drives).ifPresent(names::add);
        case "cdrom" -> first(drives, "cdrom").ifPresent(names::add);
        case "fd" -> first(drives, "floppy").ifPresent(names::add);
        default -> { } // network: nobody answers here, the firmware goes on
      }
    }
    return names;
  }

  /** Only fully virtual domains have a boot order; Xen boots the others from their first disk, or from the network. */
  private static List<String> bootDevices(Element source) {
    Element os = source.getChild("os");
    String bootloader = Optional.ofNullable(source.getChildTextTrim("bootloader")).orElse("");
    List<String> devices = new ArrayList<>();
    if (bootloader.contains("pypxeboot")) {
      devices.add("network");
    } else if (os != null && isFullyVirtual(source)) {
      os.getChildren("boot").forEach(boot -> devices.add(boot.getAttributeValue("dev", "")));
    }
    return devices.isEmpty() ? List.of("hd") : devices;
  }

  /** The first disk of the list for a paravirtual guest, the one with the lowest letter for firmware. */
  private static Optional<String> hardDisk(Element source, List<Drive> drives) {
    List<String> names = drives.stream().filter(drive -> drive.kind().equals("disk")).map(Drive::xenName).toList();
    if (!isFullyVirtual(source)) {
      return names.stream().findFirst();
    }
    // Of hda and xvda the firmware sees the emulated one; min keeps the first of equals.
    return names.stream()
        .min(Comparator.comparing(BootExpectation::letter).thenComparing(name -> !name.startsWith("hd")));
  }

  private static int letter(String xenName) {
    return DiskName.parse(xenName).map(DiskName::index).orElse(Integer.MAX_VALUE);
  }

  private static boolean isFullyVirtual(Element source) {
    Element os = source.getChild("os");
    String type = os == null ? "" : Optional.ofNullable(os.getChildTextTrim("type")).orElse("");
    boolean bootedFromHost = source.getChild("bootloader") != null || (os != null && os.getChild("kernel") != null);
    return type.equals("hvm") || (type.isEmpty() && !bootedFromHost);
  }

  private static Optional<String> first(List<Drive> drives, String kind) {
    return drives.stream()
        .filter(drive -> drive.kind().equals(kind))
        .map(Drive::xenName)
        .min(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
  }

  /** {@code <boot order='N'/>} of disks. */
  private static List<String> perDeviceOrder(Element source) {
    record Ordered(int order, String xenName) {}
    List<Ordered> found = new ArrayList<>();
    Element devices = source.getChild("devices");
    for (Element disk : devices == null ? List.<Element>of() : devices.getChildren("disk")) {
      Element boot = disk.getChild("boot");
      if (boot != null) {
        found.add(new Ordered(Integer.parseInt(boot.getAttributeValue("order", "1")), Drive.of(disk).xenName()));
      }
    }
    return found.stream().sorted(Comparator.comparing(Ordered::order)).map(Ordered::xenName).toList();
  }
}
