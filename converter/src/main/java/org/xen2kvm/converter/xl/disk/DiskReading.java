package org.xen2kvm.converter.xl.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdom2.Element;
import org.xen2kvm.converter.GuestKind;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.xl.device.DeviceReading;
import org.xen2kvm.converter.xl.device.Remark;
import org.xen2kvm.converter.xl.disk.DiskSpec.Access;
import org.xen2kvm.converter.xl.disk.DiskSpec.Backend;
import org.xen2kvm.converter.xl.disk.DiskSpec.Discard;
import org.xen2kvm.converter.xl.disk.DiskSpec.Format;

/**
 * Writes what a DISKSPEC says as the {@code <disk>} that libvirt has for it on a Xen host, so that the rules for Xen's XML serve
 * both. Where libvirt's own reader goes by nothing but the back end, and calls {@code /dev/vg/x,raw,xvda} a file that QEMU then
 * refuses at start, the path is looked at too.
 *
 * <p>What a script or a prefix stands for is not decided here: the text goes into the source as it is, with {@code <script>}
 * beside it, as the rule {@code disk-drop-script} reads it.
 */
public final class DiskReading {
  /** Prefixes that say file: {@code phy:} says device, and {@code raw:} or {@code ioemu:} nothing. */
  private static final List<String> FILE_PREFIXES = List.of("file", "tap", "tap2", "tapdisk", "aio", "sync", "vhd", "vmdk");

  private DiskReading() {}

  /**
   * Reads one disk.
   *
   * @param spec the text of one item of {@code disk = [ … ]}
   * @param kind how Xen runs the guest: only an HVM guest has emulated disks
   * @param ahci whether {@code hdtype = "ahci"} puts {@code hdX} on an AHCI controller
   */
  public static DeviceReading of(String spec, GuestKind kind, boolean ahci) {
    DiskSpec disk = DiskSpec.parse(spec);
    List<Remark> remarks = new ArrayList<>(disk.remarks());
    if (!disk.isUsable()) {
      return new DeviceReading(List.of(), remarks);
    }
    Optional<VirtualDevice> device = VirtualDevice.of(disk.vdev());
    if (device.isEmpty()) {
      remarks.add(Remark.error("Xen has no virtual disk called " + disk.vdev(),
          "Write xvda, hda or sda, with another letter for each disk.", disk.vdevOffset()));
      return new DeviceReading(List.of(), remarks);
    }
    String name = device.get().name();
    if (device.get().decoded()) {
      remarks.add(Remark.note("The virtual disk " + disk.vdev() + " is read as " + name, disk.vdevOffset()));
    }
    return new DeviceReading(List.of(element(disk, name, bus(disk, name, kind, ahci))), remarks);
  }

  private static Element element(DiskSpec spec, String name, String bus) {
    boolean block = isBlock(spec);
    boolean empty = spec.format() == Format.EMPTY;
    Element disk = DomainEditor.element(
        "disk", "type", block && !empty ? "block" : "file", "device", spec.cdrom() ? "cdrom" : "disk");
    disk.addContent(driver(spec, block));
    if (!empty) {
      disk.addContent(DomainEditor.element("source", block ? "dev" : "file", path(spec.target())));
    }
    if (!spec.script().isEmpty()) {
      disk.addContent(DomainEditor.element("script", "path", spec.script()));
    }
    if (!spec.backendDomain().isEmpty()) {
      disk.addContent(DomainEditor.element("backenddomain", "name", spec.backendDomain()));
    }
    disk.addContent(DomainEditor.element("target", "dev", name, "bus", bus));
    if (spec.access() == Access.READ_ONLY) {
      disk.addContent(new Element("readonly"));
    } else if (spec.access() == Access.SHARED) {
      disk.addContent(new Element("shareable"));
    }
    return disk;
  }

  private static Element driver(DiskSpec spec, boolean block) {
    String format = switch (spec.format()) {
      case RAW, EMPTY -> "raw";
      case QCOW -> "qcow";
      case QCOW2 -> "qcow2";
      case QED -> "qed";
      case VHD -> "vhd";
      case VMDK -> "vmdk";
    };
    Element driver = DomainEditor.element("driver", "name", driverName(spec, block), "type", format);
    if (spec.discard() != Discard.UNSAID) {
      driver.setAttribute("discard", spec.discard() == Discard.ON ? "unmap" : "ignore");
    }
    return driver;
  }

  private static String driverName(DiskSpec spec, boolean block) {
    return switch (spec.backend()) {
      case PHY -> "phy";
      case TAP -> "tap";
      case QDISK, STANDALONE -> "qemu";
      case CHOSEN_BY_XEN -> spec.prefixes().contains("tap2") ? "tap2"
          : spec.prefixes().contains("tap") ? "tap"
          : spec.prefixes().contains("file") ? "file"
          : block ? "phy" : "qemu";
    };
  }

  private static boolean isBlock(DiskSpec spec) {
    String target = path(spec.target());
    if (spec.backend() == Backend.PHY || spec.prefixes().contains("phy")) {
      return true;
    }
    if (target.startsWith("/")) {
      return target.startsWith("/dev/") && !target.startsWith("/dev/shm/");
    }
    if (!spec.script().isEmpty()) {
      return true;
    }
    // Xen puts /dev/ in front of a path without a slash; what its own QEMU opened may be no path at all, rbd:pool/image.
    boolean opened = spec.backend() == Backend.QDISK || spec.backend() == Backend.TAP || spec.format() != Format.RAW
        || spec.prefixes().stream().anyMatch(FILE_PREFIXES::contains);
    return !opened && target.indexOf(':') < 0;
  }

  /** Oracle VM writes {@code file:///path}: slashes in front count as one. */
  private static String path(String target) {
    int slashes = 0;
    while (slashes < target.length() && target.charAt(slashes) == '/') {
      slashes++;
    }
    return slashes > 1 ? target.substring(slashes - 1) : target;
  }

  private static String bus(DiskSpec spec, String name, GuestKind kind, boolean ahci) {
    if (spec.virtio()) {
      return "virtio";
    }
    if (kind.hasOnlyXenDevices() || name.startsWith("xvd")) {
      return "xen";
    }
    if (name.startsWith("hd")) {
      return ahci ? "sata" : "ide";
    }
    return name.startsWith("sd") ? "scsi" : name.startsWith("fd") ? "fdc" : "virtio";
  }
}
