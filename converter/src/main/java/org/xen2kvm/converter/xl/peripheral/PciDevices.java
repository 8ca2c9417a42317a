package org.xen2kvm.converter.xl.peripheral;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
 * Devices of the host that the guest has for itself: {@code pci}, a list of {@code [DDDD:]BB:SS.F[@slot][,key=value…]} or {@code
 * bdf=…} (xl-pci-configuration.5).
 *
 * <p>libvirt takes a managed device from the host's driver by itself, which under Xen was the operator's work or seize=1, and
 * without which the guest would not start; so they are managed, where libvirt's own reader has them unmanaged.
 */
final class PciDevices implements Part {
  private static final int HEX = 16;

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    Given permissive = settings.one("pci_permissive");
    boolean always = permissive != null && settings.flag("pci_permissive", false);
    for (Given given : settings.many("pci")) {
      if (!given.trimmed().isEmpty()) {
        device(given, always, sketch);
      }
    }
  }

  private static void device(Given given, boolean alwaysPermissive, DomainSketch sketch) {
    KeyValues values = KeyValues.of(given, sketch);
    String address = values.get("bdf", "");
    if (address.isEmpty()) {
      for (KeyValues.Pair pair : values.pairs()) {
        address = address.isEmpty() && pair.value().isEmpty() ? pair.key() : address;
      }
    }
    int at = address.indexOf('@');
    boolean slotAsked = at >= 0 || values.get("vslot") != null;
    List<Element> addresses = addresses(at < 0 ? address : address.substring(0, at));
    if (addresses.isEmpty()) {
      sketch.refuseValue(given.value().place(),
          "'" + given.name() + "' is no PCI address: '" + DomainSketch.shown(given.text()) + "'",
          "Write it as [DDDD:]BB:SS.F, as lspci -D shows it; the guest would start without the device otherwise.");
      return;
    }
    boolean permissive = values.get("permissive", alwaysPermissive ? "1" : "0").equals("1");
    for (Element function : addresses) {
      Element source = DomainEditor.element("source", List.of(function));
      if (permissive) {
        source.setAttribute("writeFiltering", "no");
      }
      Element hostdev = DomainEditor.element("hostdev", "mode", "subsystem", "type", "pci", "managed", "yes")
          .addContent(DomainEditor.element("driver", "name", "xen"))
          .addContent(source);
      sketch.read(given, sketch.device(hostdev, given.place()));
    }
    if (address.contains("*")) {
      sketch.tell(ReadingRule.WITHOUT_MEANING, Severity.WARNING, given.place(),
          "'" + given.name() + "' stands for all functions of a device, which only the Xen host can list; function 0 alone is kept",
          "Add a <hostdev> for each further function that the device has on the KVM host.");
    }
    if (slotAsked) {
      sketch.tell(ReadingRule.WITHOUT_MEANING, Severity.NOTE, given.place(),
          "'" + given.name() + "' asks for a place on Xen's virtual PCI bus; libvirt chooses one on the guest's own", "");
    }
  }

  /** Returns the address as libvirt writes it; none when the text is no address. Function 0 stands for all of them. */
  private static List<Element> addresses(String text) {
    List<String> parts = new ArrayList<>(List.of(text.strip().split("[:.]", -1)));
    if (parts.size() == 3) {
      parts.add(0, "0000");
    }
    if (parts.size() != 4) {
      return List.of();
    }
    String domain = number(parts.get(0), 4, 0xFFFF);
    String bus = number(parts.get(1), 2, 0xFF);
    String slot = number(parts.get(2), 2, 0x1F);
    String function = number(parts.get(3).equals("*") ? "0" : parts.get(3), 1, 7);
    if (domain == null || bus == null || slot == null || function == null) {
      return List.of();
    }
    return List.of(DomainEditor.element(
        "address", "domain", domain, "bus", bus, "slot", slot, "function", function));
  }

  private static @Nullable String number(String digits, int width, int most) {
    if (digits.isEmpty() || digits.length() > 4) {
      return null;
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      int digit = c < 128 ? Character.digit(c, HEX) : -1;
      if (digit < 0) {
        return null;
      }
      value = value * HEX + digit;
    }
    String hex = Integer.toHexString(value).toLowerCase(Locale.ROOT);
    return value > most ? null : "0x" + "0".repeat(Math.max(0, width - hex.length())) + hex;
  }
}
