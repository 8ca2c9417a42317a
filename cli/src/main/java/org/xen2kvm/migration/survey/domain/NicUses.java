package org.xen2kvm.migration.survey.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdom2.Element;

/** Reads a domain's network interfaces. Stateless. */
final class NicUses {
  private NicUses() {}

  /**
   * Returns all of them, in the order of the definition.
   *
   * @param converted the domain that it became; empty when it became none
   */
  static List<NicUse> of(Element root, Optional<Element> converted) {
    List<NicUse> uses = new ArrayList<>();
    List<Element> nics = nics(root);
    List<Element> results = converted.map(NicUses::nics).filter(all -> all.size() == nics.size()).orElse(List.of());
    for (int i = 0; i < nics.size(); i++) {
      Element nic = nics.get(i);
      String type = type(nic);
      String mac = DefinitionReader.attribute(nic, "mac", "address").toLowerCase(Locale.ROOT).replace('-', ':');
      String toType = results.isEmpty() ? "" : type(results.get(i));
      uses.add(new NicUse(type, source(nic, type), mac, DefinitionReader.attribute(nic, "model", "type"), toType,
          results.isEmpty() ? "" : source(results.get(i), toType)));
    }
    return uses;
  }

  private static List<Element> nics(Element root) {
    return DefinitionReader.child(root, "devices").getChildren("interface");
  }

  private static String type(Element nic) {
    return nic.getAttributeValue("type", "").strip();
  }

  private static String source(Element nic, String type) {
    String name = DefinitionReader.attribute(nic, "source", type.equals("direct") ? "dev" : type);
    boolean openVswitch = DefinitionReader.attribute(nic, "virtualport", "type").equals("openvswitch")
        || DefinitionReader.attribute(nic, "script", "path").contains("openvswitch");
    return type.equals("bridge") && openVswitch ? withoutTags(name) : name;
  }

  /** Cuts off VLAN tags, which Xen's script for Open vSwitch reads out of the name: {@code ovsbr0.42}, {@code ovsbr0:42:43}. */
  private static String withoutTags(String name) {
    int end = 0;
    while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != ':') {
      end++;
    }
    return name.substring(0, end);
  }
}
