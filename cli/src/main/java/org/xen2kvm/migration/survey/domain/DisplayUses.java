package org.xen2kvm.migration.survey.domain;

import java.util.ArrayList;
import java.util.List;
import org.jdom2.Element;

/** Reads which ports a domain's displays are bound to. Stateless. */
final class DisplayUses {
  private DisplayUses() {}

  /** Returns the fixed ports; those that libvirt chooses are none. */
  static List<DisplayUse> of(Element root) {
    List<DisplayUse> uses = new ArrayList<>();
    for (Element display : DefinitionReader.child(root, "devices").getChildren("graphics")) {
      if (!"yes".equals(display.getAttributeValue("autoport"))) {
        add(uses, display, "port");
        add(uses, display, "tlsPort");
      }
    }
    return uses;
  }

  private static void add(List<DisplayUse> uses, Element display, String attribute) {
    int port = DefinitionReader.number(display.getAttributeValue(attribute, "").strip());
    if (port > 0) {
      uses.add(new DisplayUse(display.getAttributeValue("type", ""), port));
    }
  }
}
