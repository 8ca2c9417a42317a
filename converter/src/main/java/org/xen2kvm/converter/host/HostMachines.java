package org.xen2kvm.converter.host;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;

/**
 * The machine types of a host.
 *
 * @param names all of them, aliases included
 * @param aliases which one each alias stands for
 */
record HostMachines(Set<String> names, Map<String, String> aliases) {
  static final HostMachines UNKNOWN = new HostMachines(Set.of(), Map.of());

  /** Returns those that {@code virsh capabilities} lists; those of the domain type replace those of the architecture. */
  static HostMachines of(Element arch, @Nullable Element domain) {
    List<Element> own = domain == null ? List.of() : domain.getChildren("machine");
    Set<String> names = new TreeSet<>();
    Map<String, String> aliases = new TreeMap<>();
    for (Element machine : own.isEmpty() ? arch.getChildren("machine") : own) {
      String name = machine.getTextTrim();
      names.add(name);
      String canonical = machine.getAttributeValue("canonical");
      if (canonical != null) {
        names.add(canonical);
        aliases.put(name, canonical);
      }
    }
    return new HostMachines(names, aliases);
  }
}
