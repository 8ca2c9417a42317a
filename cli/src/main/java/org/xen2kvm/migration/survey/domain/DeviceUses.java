package org.xen2kvm.migration.survey.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdom2.Element;

/** Reads which devices of the host a domain has for itself. Stateless. */
final class DeviceUses {
  private DeviceUses() {}

  /** Returns all of them, network interfaces that are PCI devices included. */
  static List<DeviceUse> of(Element root) {
    Element devices = DefinitionReader.child(root, "devices");
    List<DeviceUse> uses = new ArrayList<>();
    for (Element device : devices.getChildren("hostdev")) {
      String type = device.getAttributeValue("type", device.getAttributeValue("mode", "subsystem"));
      Element source = DefinitionReader.child(device, "source");
      uses.add(new DeviceUse(type, switch (type) {
        case "pci" -> pci(DefinitionReader.child(source, "address"));
        case "usb" -> usb(source);
        default -> source.getChildren().stream().findFirst()
            .map(first -> first.getAttributeValue("name", first.getTextTrim())).orElse("");
      }));
    }
    for (Element nic : devices.getChildren("interface")) {
      if ("hostdev".equals(nic.getAttributeValue("type"))) {
        uses.add(new DeviceUse("pci", pci(DefinitionReader.child(DefinitionReader.child(nic, "source"), "address"))));
      }
    }
    return uses;
  }

  private static String pci(Element address) {
    return hex(address, "domain", 4) + ":" + hex(address, "bus", 2) + ":" + hex(address, "slot", 2) + "."
        + hex(address, "function", 1);
  }

  private static String usb(Element source) {
    Element address = source.getChild("address");
    return source.getChild("vendor") == null && address != null
        ? number(address, "bus", 10, 1) + "." + number(address, "device", 10, 1)
        : hex(DefinitionReader.child(source, "vendor"), "id", 4) + ":" + hex(DefinitionReader.child(source, "product"), "id", 4);
  }

  private static String hex(Element element, String attribute, int digits) {
    return number(element, attribute, 16, digits);
  }

  /** Returns a number of libvirt's, {@code 0x1a} or 26, in at least so many digits; as it is written when it is none. */
  private static String number(Element element, String attribute, int radix, int digits) {
    String text = element.getAttributeValue(attribute, "0").strip().toLowerCase(Locale.ROOT);
    try {
      int number = text.startsWith("0x") ? Integer.parseInt(text.substring(2), 16) : Integer.parseInt(text);
      String plain = Integer.toString(number, radix);
      return "0".repeat(Math.max(0, digits - plain.length())) + plain;
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
