package org.xen2kvm.converter.xl.machine;

import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;

/**
 * The features of an HVM guest that are on unless the file says otherwise (acpi, apic, pae, hap), and what libvirt keeps of Xen's
 * own in {@code <xen>}.
 */
final class Features implements Part {

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    if (sketch.isHvm()) {
      for (String name : new String[] {"acpi", "apic", "pae"}) {
        Given given = settings.one(name);
        if (settings.flag(name, true)) {
          draw(given, sketch.at("features/" + name), sketch);
        }
      }
      Given hap = settings.one("hap");
      if (!settings.flag("hap", true)) {
        draw(hap, sketch.at("features/hap").setAttribute("state", "off"), sketch);
      }
    } else {
      Given host = settings.one("e820_host");
      if (settings.flag("e820_host", false)) {
        draw(host, sketch.at("features/xen/e820_host").setAttribute("state", "on"), sketch);
      }
    }
    passthrough(settings.one("passthrough"), sketch);
  }

  private static void draw(@Nullable Given given, Element feature, DomainSketch sketch) {
    if (given != null) {
      sketch.placed(feature, given.place());
      sketch.read(given, feature);
    }
  }

  /** Whether and how Xen's IOMMU serves the guest; unknown and default are what xl does by itself. */
  private static void passthrough(@Nullable Given given, DomainSketch sketch) {
    if (given == null) {
      return;
    }
    String word = given.trimmed();
    switch (word) {
      case "disabled" -> draw(given, add(sketch, DomainEditor.element("passthrough", "state", "off")), sketch);
      case "enabled" -> draw(given, add(sketch, DomainEditor.element("passthrough", "state", "on")), sketch);
      case "sync_pt", "share_pt" ->
          draw(given, add(sketch, DomainEditor.element("passthrough", "state", "on", "mode", word)), sketch);
      case "default", "unknown" -> { }
      default -> sketch.warnOfValue(given.value().place(),
          "'passthrough' is disabled, enabled, sync_pt or share_pt, not '" + DomainSketch.shown(word)
              + "'; it counts as not given", "");
    }
  }

  private static Element add(DomainSketch sketch, Element element) {
    sketch.at("features/xen").addContent(element);
    return element;
  }
}
