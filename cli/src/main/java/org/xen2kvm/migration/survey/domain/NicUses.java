package org.xen2kvm.migration.survey.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdom2.Element;

/** Reads a domain's network interfaces. Stateless. */
final class NicUses {
  private NicUses() {}

  /** Returns all of them, in the order of the definition. */
  static List<NicUse> of(Element root) {
    List<NicUse> uses = new ArrayList<>();
    for (Element nic : DefinitionReader.child(root, "devices").getChildren("interface")) {
      String type = nic.getAttributeValue("type", "").strip();
      String mac = DefinitionReader.attribute(nic, "mac", "address").toLowerCase(Locale.ROOT).replace('-', ':');
      uses.add(new NicUse(type, source(nic, type), mac, DefinitionReader.attribute(nic, "model", "type")));
    }
    return uses;
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
