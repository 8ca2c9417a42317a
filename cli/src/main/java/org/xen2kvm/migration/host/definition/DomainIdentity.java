package org.xen2kvm.migration.host.definition;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jdom2.Element;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainPath;
import org.xen2kvm.converter.xml.DomainSyntaxException;
import org.xen2kvm.converter.xml.DomainTree;

/**
 * What is unique of a domain, and what it takes of its host, as its definition says it.
 *
 * @param name its name
 * @param uuid its UUID in lower case; empty when libvirt will make one up
 * @param macs addresses of its cards in lower case
 * @param networks virtual networks that its cards are on
 * @param bridges bridges that its cards are on
 * @param devices interfaces of the host that its cards share (macvtap)
 */
record DomainIdentity(
    String name, String uuid, Set<String> macs, Set<String> networks, Set<String> bridges, Set<String> devices) {
  private static final DomainPath NAME = DomainPath.of("/domain/name");
  private static final DomainPath UUID = DomainPath.of("/domain/uuid");
  private static final DomainPath INTERFACES = DomainPath.of("/domain/devices/interface");

  /**
   * Returns that of a definition.
   *
   * @throws DomainSyntaxException when it cannot be read
   */
  static DomainIdentity of(String text) throws DomainSyntaxException {
    DomainTree domain = DomainParser.parse(text);
    Set<String> macs = new TreeSet<>();
    Set<String> networks = new TreeSet<>();
    Set<String> bridges = new TreeSet<>();
    Set<String> devices = new TreeSet<>();
    for (Element card : domain.select(INTERFACES)) {
      Element mac = card.getChild("mac");
      if (mac != null) {
        add(macs, mac.getAttributeValue("address", "").toLowerCase(Locale.ROOT));
      }
      Element source = card.getChild("source");
      // An Open vSwitch bridge is none that the kernel's list of bridges knows.
      boolean elsewhere = card.getChild("virtualport") != null;
      if (source != null && !elsewhere) {
        add(networks, source.getAttributeValue("network", ""));
        add(bridges, source.getAttributeValue("bridge", ""));
        add(devices, "direct".equals(card.getAttributeValue("type")) ? source.getAttributeValue("dev", "") : "");
      }
    }
    return new DomainIdentity(text(domain, NAME), text(domain, UUID).toLowerCase(Locale.ROOT), macs, networks, bridges, devices);
  }

  private static void add(Set<String> to, String text) {
    if (!text.isEmpty()) {
      to.add(text);
    }
  }

  private static String text(DomainTree domain, DomainPath path) {
    List<Element> found = domain.select(path);
    return found.isEmpty() ? "" : found.get(0).getTextTrim();
  }
}
