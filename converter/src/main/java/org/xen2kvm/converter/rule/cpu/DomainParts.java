package org.xen2kvm.converter.rule.cpu;

import java.util.List;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;

/** Adds the parts of a domain that this package is about, where libvirt writes them. */
final class DomainParts {
  /** From {@code <features>} on, in libvirt's order (virDomainDefFormat). */
  private static final List<String> ORDER = List.of(
      "features", "cpu", "clock", "on_poweroff", "on_reboot", "on_crash", "on_lockfailure", "pm", "perf", "devices",
      "seclabel", "keywrap", "launchSecurity");

  private DomainParts() {}

  static Element add(DomainEditor domain, Element part, String reason) {
    List<String> behind = ORDER.subList(ORDER.indexOf(part.getName()) + 1, ORDER.size());
    List<Element> children = domain.root().getChildren();
    int position = 0;
    while (position < children.size() && !isOneOf(behind, children.get(position))) {
      position++;
    }
    return domain.insert(domain.root(), part, position, reason);
  }

  private static boolean isOneOf(List<String> names, Element element) {
    return names.contains(element.getName()) && element.getNamespaceURI().isEmpty();
  }
}
