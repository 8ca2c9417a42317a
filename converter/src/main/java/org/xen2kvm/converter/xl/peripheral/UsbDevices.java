package org.xen2kvm.converter.xl.peripheral;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.guard.ReadingRule;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;

/**
 * USB: controllers ({@code usb}, {@code usbversion}, {@code usbctrl}), devices that QEMU emulates and devices of the host
 * ({@code usbdevice}, {@code usbdev}).
 */
final class UsbDevices implements Part {
  private static final int HEX = 16;
  private static final long MOST_BUSES = 999;

  /** What xl takes (tools/xl/xl_parse.c, parse_usbctrl_config and parse_usbdev_config). */
  private static final Set<String> CONTROLLER_KEYS = Set.of("type", "version", "ports");

  private static final Set<String> DEVICE_KEYS = Set.of("type", "hostbus", "hostaddr", "controller", "port");

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    int first = 0;
    // libvirt gives each PC a USB controller, so usb=1 needs nothing and usb=0 takes nothing away.
    if (sketch.isHvm()) {
      settings.flag("usb", false);
      first = version(settings, sketch) ? 1 : 0;
      emulated(settings.many("usbdevice"), sketch);
    }
    List<Given> controllers = settings.many("usbctrl");
    for (int i = 0; i < controllers.size(); i++) {
      controller(controllers.get(i), first + i, sketch);
    }
    for (Given given : settings.many("usbdev")) {
      KeyValues values = KeyValues.of(given, sketch);
      values.tellOfOthers(DEVICE_KEYS, given, sketch);
      boolean ofHost = values.get("type", "hostdev").equals("hostdev");
      Element host = ofHost ? address(values.get("hostbus", ""), values.get("hostaddr", "")) : null;
      draw(given, host, "type=hostdev,hostbus=NUMBER,hostaddr=NUMBER", sketch);
      if (values.get("controller") != null || values.get("port") != null) {
        sketch.tell(ReadingRule.WITHOUT_MEANING, Severity.NOTE, given.place(),
            "'" + given.name() + "' asks for a place on Xen's USB controller; libvirt chooses one on the guest's own", "");
      }
    }
  }

  private static void emulated(List<Given> devices, DomainSketch sketch) {
    for (Given given : devices) {
      if (!given.trimmed().isEmpty()) {
        draw(given, device(given.trimmed()), "tablet, mouse, keyboard, host:VENDOR:PRODUCT or host:BUS.DEVICE", sketch);
      }
    }
  }

  /** Xen's QEMU has one controller of the version; libvirt's EHCI needs UHCI companions for devices that are slow. Returns whether it is drawn. */
  private static boolean version(Settings settings, DomainSketch sketch) {
    Given given = settings.one("usbversion");
    Long version = given == null ? null : settings.number(given, 1, 3);
    if (given == null || version == null) {
      return false;
    }
    String model = version == 1 ? "piix3-uhci" : version == 2 ? "ich9-ehci1" : "nec-xhci";
    Element controller = DomainEditor.element("controller", "type", "usb", "index", "0", "model", model);
    sketch.read(given, sketch.device(controller, given.place()));
    if (version == 2) {
      for (int i = 0; i < 3; i++) {
        Element companion = DomainEditor.element("controller", "type", "usb", "index", "0", "model", "ich9-uhci" + (i + 1))
            .addContent(DomainEditor.element("master", "startport", Integer.toString(2 * i)));
        sketch.device(companion, given.place());
      }
    }
    return true;
  }

  private static void controller(Given given, int index, DomainSketch sketch) {
    KeyValues values = KeyValues.of(given, sketch);
    values.tellOfOthers(CONTROLLER_KEYS, given, sketch);
    boolean old = values.get("version", "2").equals("1");
    Long ports = Given.number(values.get("ports", "8"));
    Element controller = DomainEditor.element(
        "controller", "type", "usb", "index", Integer.toString(index), "model", old ? "qusb1" : "qusb2", "ports",
        ports == null || ports < 1 || ports > 31 ? "8" : Long.toString(ports));
    sketch.read(given, sketch.device(controller, given.place()));
  }

  private static void draw(Given given, @Nullable Element device, String forms, DomainSketch sketch) {
    if (device != null) {
      sketch.read(given, sketch.device(device, given.place()));
    } else {
      sketch.warnOfValue(given.value().place(),
          "'" + given.name() + "' is " + forms + ", not '" + DomainSketch.shown(given.text()) + "'; the device is dropped",
          "Add it to the result if the guest needs it.");
    }
  }

  private static @Nullable Element device(String text) {
    return switch (text) {
      case "tablet", "mouse", "keyboard" -> DomainEditor.element("input", "type", text, "bus", "usb");
      default -> text.startsWith("host:") ? hostDevice(text.substring(5)) : null;
    };
  }

  private static @Nullable Element hostDevice(String text) {
    int colon = text.indexOf(':');
    int dot = text.indexOf('.');
    if (colon > 0) {
      String vendor = id(text.substring(0, colon));
      String product = id(text.substring(colon + 1));
      return vendor.isEmpty() || product.isEmpty() ? null : hostdev(
          DomainEditor.element("vendor", "id", vendor), DomainEditor.element("product", "id", product));
    }
    return dot > 0 ? address(text.substring(0, dot), text.substring(dot + 1)) : null;
  }

  /** Four hexadecimal digits, as libvirt writes a vendor or product; empty for what is none. */
  private static String id(String text) {
    String digits = text.toLowerCase(Locale.ROOT).startsWith("0x") ? text.substring(2) : text;
    boolean good = !digits.isEmpty() && digits.length() <= 4;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      good &= c < 128 && Character.digit(c, HEX) >= 0;
    }
    return good ? "0x" + "0".repeat(4 - digits.length()) + digits.toLowerCase(Locale.ROOT) : "";
  }

  private static @Nullable Element address(String bus, String device) {
    Long busNumber = Given.number(leadingZerosOff(bus));
    Long deviceNumber = Given.number(leadingZerosOff(device));
    boolean good = busNumber != null && deviceNumber != null && busNumber > 0 && deviceNumber > 0
        && busNumber <= MOST_BUSES && deviceNumber <= MOST_BUSES;
    return good ? hostdev(DomainEditor.element(
        "address", "bus", String.valueOf(busNumber), "device", String.valueOf(deviceNumber))) : null;
  }

  /** lsusb pads with zeros, which mean no octal there. */
  private static String leadingZerosOff(String digits) {
    int at = 0;
    while (at < digits.length() - 1 && digits.charAt(at) == '0') {
      at++;
    }
    return digits.substring(at);
  }

  private static Element hostdev(Element... identity) {
    Element source = new Element("source");
    for (Element part : identity) {
      source.addContent(part);
    }
    return DomainEditor.element("hostdev", "mode", "subsystem", "type", "usb", "managed", "no").addContent(source);
  }
}
