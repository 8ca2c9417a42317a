package org.xen2kvm.converter.rule.nic;

import java.util.ArrayList;
import java.util.List;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.xml.DomainPath;

/**
 * One network interface of a domain, read without surprises: what is missing reads as an empty text.
 *
 * @param element the {@code <interface>}
 */
record Nic(Element element) {
  private static final DomainPath INTERFACES = DomainPath.of("/domain/devices/interface");

  /** The order in which libvirt 9.0 prints the children of an interface; a new child goes to its place in it. */
  private static final List<String> LIBVIRT_ORDER = List.of(
      "mac", "source", "vlan", "virtualport", "bandwidth", "ip", "route", "script", "downscript", "backenddomain",
      "target", "guest", "model", "driver", "backend", "filterref");

  /** Returns all interfaces of the domain, in document order. */
  static List<Nic> all(DomainEditor domain) {
    List<Element> interfaces = domain.select(INTERFACES);
    List<Nic> nics = new ArrayList<>(interfaces.size());
    for (Element element : interfaces) {
      nics.add(new Nic(element));
    }
    return nics;
  }

  /** Returns {@code interface/@type}: bridge, network, ethernet, user, direct, hostdev … */
  String type() {
    return element.getAttributeValue("type", "").strip();
  }

  @Nullable Element child(String name) {
    return element.getChild(name);
  }

  /** Returns an attribute of the first child of that name. */
  String value(String child, String attribute) {
    Element found = element.getChild(child);
    return found == null ? "" : found.getAttributeValue(attribute, "").strip();
  }

  /** Returns the file name of the hotplug script, without its folder. */
  String script() {
    String path = value("script", "path");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Returns what findings call the interface. */
  String title() {
    String mac = value("mac", "address");
    return mac.isEmpty() ? "The interface without a MAC address" : "The interface " + mac;
  }

  /** Adds a child where libvirt would print it. */
  void add(DomainEditor domain, Element child, String reason) {
    int rank = LIBVIRT_ORDER.indexOf(child.getName());
    List<Element> siblings = element.getChildren();
    int position = 0;
    for (int i = 0; i < siblings.size(); i++) {
      int other = LIBVIRT_ORDER.indexOf(siblings.get(i).getName());
      if (other >= 0 && other <= rank) {
        position = i + 1;
      }
    }
    domain.insert(element, child, position, reason);
  }

  /** Sets an attribute of {@code <source>}, which is added where there is none. */
  void setSource(DomainEditor domain, String attribute, String value, String reason) {
    Element source = child("source");
    if (source == null) {
      add(domain, DomainEditor.element("source", attribute, value), reason);
    } else {
      domain.setAttribute(source, attribute, value, reason);
    }
  }

  /** Removes attributes of {@code <source>}, and the element itself when nothing else is left of it. */
  void dropSource(DomainEditor domain, List<String> attributes, String reason) {
    Element source = child("source");
    if (source == null) {
      return;
    }
    boolean nothingElse = source.getChildren().isEmpty()
        && source.getAttributes().stream().allMatch(attribute -> attributes.contains(attribute.getQualifiedName()));
    if (nothingElse) {
      domain.remove(source, reason);
    } else {
      attributes.forEach(attribute -> domain.removeAttribute(source, attribute, reason));
    }
  }
}
