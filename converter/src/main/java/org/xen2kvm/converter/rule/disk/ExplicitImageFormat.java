package org.xen2kvm.converter.rule.disk;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Says the format of every image in QEMU's words, so that nothing is ever probed. */
final class ExplicitImageFormat implements Rule {
  private static final DomainPath DISKS = DomainPath.of("/domain/devices/disk");

  /** Xen's words for QEMU's formats. libvirt would hand {@code vhd} to QEMU as vhdx; Xen's VHD is QEMU's vpc. */
  private static final Map<String, String> XEN_FORMATS =
      Map.of("vhd", "vpc", "aio", "raw", "sync", "raw", "tapdisk", "raw", "phy", "raw", "file", "raw", "iso", "raw");

  /** Formats that libvirt 9.0 knows and its QEMU driver opens. */
  private static final Set<String> QEMU_FORMATS =
      Set.of("raw", "qcow2", "qcow", "qed", "vmdk", "vpc", "vdi", "bochs", "cloop", "dmg", "ploop", "fat");

  /** What the end of an image's name promises. */
  private static final Map<String, Set<String>> PROMISES = Map.ofEntries(
      Map.entry("qcow2", Set.of("qcow2")),
      Map.entry("qcow", Set.of("qcow", "qcow2")),
      Map.entry("qed", Set.of("qed")),
      Map.entry("vmdk", Set.of("vmdk")),
      Map.entry("vdi", Set.of("vdi")),
      Map.entry("vhd", Set.of("vpc")),
      Map.entry("vhdx", Set.of()),
      Map.entry("raw", Set.of("raw")),
      Map.entry("iso", Set.of("raw")));

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-driver-type",
      Phase.STORAGE,
      "Says the format of every image in QEMU's words",
      """
      A file, block or network disk without a format gets `raw`, in a `<driver>` of its own when there is none: Xen \
      handed such an image to the guest byte for byte, and a hypervisor that guesses formats lets a guest write \
      itself a header that opens other files of the host. `aio` is Xen's word for raw. `vhd` becomes `vpc`: libvirt \
      hands `vhd` to QEMU as vhdx, which cannot open Xen's VHD files (measured: the start fails). `cache='default'` \
      says nothing and goes.

      Whether an image is what the definition says cannot be seen here. When the end of its name promises another \
      format than the definition, a warning asks to look: a qcow2 image declared raw starts and does not boot, a raw \
      image declared qcow2 does not start. A format that QEMU does not know is left with a warning. Volumes have the \
      format that their pool says, and directories are the business of disk-unsupported-attrs.
      """,
      "SUSE guide, step X8",
      "libvirt, formatdomain: hard drives, floppy disks, CDROMs (driver)",
      "measured: virsh start with driver type vhd (opened as vhdx) and vpc (starts)",
      "Fedora's guide to moving guests: a wrong format hangs at the boot loader");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element disk : domain.select(DISKS)) {
      Element driver = disk.getChild("driver");
      if (driver != null) {
        translate(domain, context, driver);
      }
      if (DiskSource.isLocal(disk) || DiskSource.type(disk).equals("network")) {
        complete(domain, disk, driver);
        compareWithName(context, disk);
      }
    }
  }

  private static void translate(DomainEditor domain, RuleContext context, Element driver) {
    String type = driver.getAttributeValue("type", "");
    String format = XEN_FORMATS.getOrDefault(type, type);
    if (!type.isEmpty()) {
      domain.setAttribute(driver, "type", format, "QEMU's name for Xen's image format " + type + " is " + format);
    }
    if (!format.isEmpty() && !QEMU_FORMATS.contains(format)) {
      context.warn(
          driver,
          "QEMU does not open images of format " + format,
          "Convert the image with qemu-img and say its new format in the policy's disks.");
    }
    if (driver.getAttributeValue("cache", "").equals("default")) {
      domain.removeAttribute(driver, "cache", "The default cache mode needs no mention");
    }
  }

  private static void complete(DomainEditor domain, Element disk, @Nullable Element driver) {
    String reason = "Without a format Xen took the image byte for byte; saying so keeps it from being probed";
    if (driver == null) {
      domain.insert(disk, DomainEditor.element("driver", "name", "qemu", "type", "raw"), 0, reason);
    } else if (driver.getAttributeValue("type", "").isEmpty()) {
      domain.setAttribute(driver, "type", "raw", reason);
    }
  }

  private static void compareWithName(RuleContext context, Element disk) {
    String path = DiskSource.path(disk);
    Element driver = disk.getChild("driver");
    String format = driver == null ? "raw" : driver.getAttributeValue("type", "raw");
    Optional<String> suffix = path.startsWith("/dev/") ? Optional.empty() : suffix(path);
    Optional<Set<String>> promised = suffix.map(PROMISES::get);
    if (promised.isPresent() && !promised.get().contains(format)) {
      context.warn(
          disk,
          "The image " + path + " is declared " + format + ", but its name ends in ." + suffix.orElseThrow(),
          "Look with: qemu-img info. If the declaration is wrong, say the format in the policy's disks.");
    }
  }

  private static Optional<String> suffix(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? Optional.empty() : Optional.of(path.substring(dot + 1).toLowerCase(Locale.ROOT));
  }
}
