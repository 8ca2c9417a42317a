package org.xen2kvm.cli.review;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.review.DeviceMove.Side;
import org.xen2kvm.converter.decision.DiskName;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainSyntaxException;

/**
 * What becomes of a domain's disks, network interfaces, consoles and boot, read off its two definitions. Stateless.
 */
public final class DeviceMoves {
  private static final String MARK = "\uFEFF";

  private DeviceMoves() {}

  /**
   * Returns the moves, disks first; none when a definition cannot be read.
   *
   * @param before the Xen definition
   * @param after the KVM definition
   * @param renamedDisks the target of each disk under Xen, without what Xen tools put around it, and the one under KVM
   */
  public static List<DeviceMove> of(String before, String after, Map<String, String> renamedDisks) {
    Element xen;
    Element kvm;
    try {
      xen = root(before);
      kvm = root(after);
    } catch (DomainSyntaxException e) {
      return List.of();
    }
    List<DeviceMove> moves = new ArrayList<>();
    disks(devices(xen, "disk"), devices(kvm, "disk"), renamedDisks, moves);
    interfaces(devices(xen, "interface"), devices(kvm, "interface"), moves);
    List<Side> consoles = consoles(xen);
    List<Side> newConsoles = consoles(kvm);
    for (int i = 0; i < Math.max(consoles.size(), newConsoles.size()); i++) {
      moves.add(new DeviceMove("console", at(consoles, i), at(newConsoles, i)));
    }
    moves.add(new DeviceMove("boot", boot(xen), boot(kvm)));
    return moves;
  }

  private static Element root(String text) throws DomainSyntaxException {
    return DomainParser.parse(text.startsWith(MARK) ? text.substring(1) : text).root();
  }

  private static List<Element> devices(Element domain, String name) {
    Element devices = domain.getChild("devices");
    return devices == null ? List.of() : devices.getChildren(name);
  }

  private static Side at(List<Side> sides, int index) {
    return index < sides.size() ? sides.get(index) : Side.NONE;
  }

  private static void disks(List<Element> xen, List<Element> kvm, Map<String, String> renamed, List<DeviceMove> moves) {
    Map<String, Element> left = new HashMap<>();
    kvm.forEach(disk -> left.put(of(disk, "target", "dev"), disk));
    for (Element disk : xen) {
      String plain = DiskName.clean(of(disk, "target", "dev")).toLowerCase(Locale.ROOT);
      String name = renamed.getOrDefault(plain, plain);
      Element now = left.remove(name);
      moves.add(new DeviceMove("disk", disk(disk, plain), now == null ? Side.NONE : disk(now, name)));
    }
    for (Element disk : kvm) {
      String name = of(disk, "target", "dev");
      if (left.remove(name) != null) {
        moves.add(new DeviceMove("disk", Side.NONE, disk(disk, name)));
      }
    }
  }

  private static Side disk(Element disk, String name) {
    String device = disk.getAttributeValue("device", "disk");
    return new Side(joined(name, of(disk, "target", "bus"), device.equals("disk") ? "" : device), source(disk));
  }

  private static void interfaces(List<Element> xen, List<Element> kvm, List<DeviceMove> moves) {
    List<Element> left = new ArrayList<>(kvm);
    for (Element nic : xen) {
      String mac = of(nic, "mac", "address");
      Element now = null;
      for (Element candidate : left) {
        boolean same = of(candidate, "mac", "address").equalsIgnoreCase(mac);
        now = now == null && same ? candidate : now;
      }
      if (now != null) {
        left.remove(now);
      }
      moves.add(new DeviceMove("network", nic(nic, "netfront"), now == null ? Side.NONE : nic(now, "")));
    }
    left.forEach(nic -> moves.add(new DeviceMove("network", Side.NONE, nic(nic, ""))));
  }

  private static Side nic(Element nic, String otherwise) {
    String model = of(nic, "model", "type");
    return new Side(joined(of(nic, "mac", "address"), model.isEmpty() ? otherwise : model), source(nic));
  }

  /** Serial ports and consoles; a console that only is another name of the first serial port is left out. */
  private static List<Side> consoles(Element domain) {
    List<Side> consoles = new ArrayList<>();
    for (Element serial : devices(domain, "serial")) {
      String port = of(serial, "target", "port");
      consoles.add(new Side("ttyS" + (port.isEmpty() ? "0" : port), "serial port, " + serial.getAttributeValue("type", "pty")));
    }
    boolean hasSerial = !consoles.isEmpty();
    boolean isHvm = childText(domain.getChild("os"), "type").equals("hvm");
    int number = 0;
    for (Element console : devices(domain, "console")) {
      String type = of(console, "target", "type");
      String kind = type.isEmpty() ? isHvm ? "serial" : "xen" : type;
      if (!kind.equals("serial")) {
        consoles.add(new Side("hvc" + number++, kind + " console, " + console.getAttributeValue("type", "pty")));
      } else if (!hasSerial) {
        consoles.add(new Side("ttyS0", "serial console, " + console.getAttributeValue("type", "pty")));
        hasSerial = true;
      }
    }
    return consoles;
  }

  private static Side boot(Element domain) {
    Element os = domain.getChild("os");
    String bootloader = childText(domain, "bootloader");
    String kernel = childText(os, "kernel");
    String loader = childText(os, "loader");
    if (domain.getChild("bootloader") != null) {
      return new Side("host's boot loader", bootloader);
    }
    if (!kernel.isEmpty()) {
      return new Side("host's kernel", kernel);
    }
    boolean isUefi = (os != null && "efi".equals(os.getAttributeValue("firmware"))) || of(os, "loader", "type").equals("pflash");
    return new Side(isUefi ? "UEFI, then the disk" : "BIOS, then the disk", loader);
  }

  /** Returns the attribute of a child, or nothing. */
  private static String of(@Nullable Element parent, String child, String attribute) {
    Element found = parent == null ? null : parent.getChild(child);
    return found == null ? "" : found.getAttributeValue(attribute, "");
  }

  private static String childText(@Nullable Element parent, String child) {
    Element found = parent == null ? null : parent.getChild(child);
    return found == null ? "" : found.getTextTrim();
  }

  /** Returns where a device's content, or its other end, is. */
  private static String source(Element device) {
    String volume = joined(of(device, "source", "pool"), of(device, "source", "volume"));
    for (String attribute : List.of("file", "dev", "dir", "bridge", "network", "name")) {
      String value = of(device, "source", attribute);
      if (!value.isEmpty()) {
        return attribute.equals("bridge") || attribute.equals("network") ? attribute + " " + value : value;
      }
    }
    boolean isEmpty = device.getChild("source") == null;
    return !volume.isEmpty() ? volume : device.getName().equals("disk") && isEmpty ? "no medium" : device.getAttributeValue("type", "");
  }

  private static String joined(String... parts) {
    StringBuilder out = new StringBuilder();
    for (String part : parts) {
      out.append(out.length() == 0 || part.isEmpty() ? "" : " · ").append(part);
    }
    return out.toString();
  }
}
