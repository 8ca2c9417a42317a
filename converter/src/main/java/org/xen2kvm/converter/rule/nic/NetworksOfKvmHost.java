package org.xen2kvm.converter.rule.nic;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jdom2.Element;
import org.xen2kvm.converter.policy.NetworkMapping;
import org.xen2kvm.converter.policy.NetworkMapping.Kind;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainTree;

/**
 * Connects interfaces to the bridges and networks of the KVM host, as the policy maps them.
 *
 * <p>The names on the left side of a mapping are those of the Xen host, each looked up once: with xenbr0 → br0 and br0
 * → br1 an interface on xenbr0 ends on br0.
 */
final class NetworksOfKvmHost implements Rule {
  /** Names that xend's network-bridge script gave to bridges, and that belong to a network card elsewhere. */
  private static final Pattern NETWORK_CARD =
      Pattern.compile("(eth|e1000g|bge|nge|en[opsx])[0-9].*|em[0-9]|p[0-9]+p[0-9]+");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "nic-network-mapping",
      Phase.NETWORK,
      "Connects interfaces to the networks of the KVM host",
      """
      The bridges of the KVM host seldom have the names of the Xen host's: a domain on `xenbr0` ends with "Cannot get \
      interface MTU on 'xenbr0': No such device". The policy's `networks` say where the interfaces of a bridge or \
      network go: to a bridge or to a libvirt network, with a portgroup, with VLAN tags (one is an access port, \
      several are a trunk), to an Open vSwitch bridge, or to the emulator's own network (`user: true`), which needs nothing of the \
      host: for first steps and trials. The first mapping that matches wins; each name is looked up \
      once, as the Xen host spelled it, so mappings do not chain. Tags that Xen had in a bridge's name have already \
      been taken off by nic-ovs.

      A mapping that is not marked as Open vSwitch takes the Open vSwitch port off the interface. VLAN tags on a plain \
      Linux bridge are reported: libvirt 9.0 answers "vlan tag not supported for this connection type".

      A bridge without a mapping keeps its name. If that name is a typical one of Xen hosts, or that of a network card \
      (xend renamed the card and gave its name to the bridge), a finding says so.
      """,
      "virt-v2v, options --bridge and --network",
      "libvirt, start: Cannot get interface MTU on 'xenbr0': No such device",
      "libvirt, start: vlan tag not supported for this connection type",
      "libvirt, formatdomain: Network interfaces");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Set<String> unmapped = new HashSet<>();
    for (Nic nic : Nic.all(domain)) {
      Kind kind = nic.type().equals("network") ? Kind.NETWORK : Kind.BRIDGE;
      if (kind == Kind.BRIDGE && !nic.type().equals("bridge")) {
        continue;
      }
      String name = nic.value("source", attribute(kind));
      if (name.isEmpty()) {
        continue;
      }
      Optional<NetworkMapping> mapping = context.policy().networks().stream()
          .filter(each -> each.kind() == kind && each.from().matches(name))
          .findFirst();
      if (mapping.isPresent()) {
        connect(nic, name, mapping.get(), domain, context);
      } else if (kind == Kind.BRIDGE && unmapped.add(name)) {
        reportUnmapped(nic, name, context);
      }
    }
  }

  private static String attribute(Kind kind) {
    return kind == Kind.NETWORK ? "network" : "bridge";
  }

  /** What is of a connection to a bridge or network means nothing there. */
  private static void connectToEmulator(Nic nic, String name, NetworkMapping mapping, DomainEditor domain) {
    String reason = "The policy connects the " + attribute(mapping.kind()) + " " + name + " to the emulator's own network";
    domain.setAttribute(nic.element(), "type", "user", reason);
    for (String part : List.of("source", "virtualport", "vlan", "target")) {
      Element child = nic.child(part);
      if (child != null) {
        domain.remove(child, reason);
      }
    }
  }

  private static void reportUnmapped(Nic nic, String bridge, RuleContext context) {
    if (bridge.startsWith("xen")) {
      context.note(
          nic.element(),
          "The bridge " + bridge
              + " has a name of Xen hosts; it has to exist on the KVM host, or the policy has to map it");
    } else if (NETWORK_CARD.matcher(bridge).matches()) {
      context.warn(
          nic.element(),
          "The bridge " + bridge
              + " has the name of a network card, as xend's bridges had; on a KVM host that is the card",
          "Map the bridge " + bridge + " to a bridge of the KVM host in the policy.");
    }
  }

  private static void connect(
      Nic nic, String name, NetworkMapping mapping, DomainEditor domain, RuleContext context) {
    if (mapping.target() == Kind.USER) {
      connectToEmulator(nic, name, mapping, domain);
      return;
    }
    String to = mapping.from().replace(name, mapping.to()).orElse(mapping.to());
    String reason = "The policy connects the " + attribute(mapping.kind()) + " " + name + " to the "
        + attribute(mapping.target()) + " " + to;
    boolean toBridge = mapping.target() == Kind.BRIDGE;
    domain.setAttribute(nic.element(), "type", attribute(mapping.target()), reason);
    nic.setSource(domain, attribute(mapping.target()), to, reason);
    nic.dropSource(domain, toBridge ? List.of("network", "portgroup", "portid") : List.of("bridge"), reason);
    if (!toBridge) {
      mapping.portgroup().ifPresent(group -> nic.setSource(domain, "portgroup", group, reason));
    }
    setVirtualport(nic, mapping, domain, reason);
    if (!mapping.vlan().isEmpty()) {
      setVlan(nic, mapping.vlan(), domain, reason);
    }
    if (toBridge && !mapping.openVswitch() && nic.child("vlan") != null) {
      context.warn(
          nic.element(),
          nic.title() + " has VLAN tags on " + to
              + ", which the policy does not call a bridge of Open vSwitch; libvirt 9.0 refuses them there",
          "Mark the mapping as one to Open vSwitch, or map to a bridge that carries the VLAN, or to a network.");
    }
  }

  private static void setVirtualport(Nic nic, NetworkMapping mapping, DomainEditor domain, String reason) {
    Element port = nic.child("virtualport");
    boolean isOpenVswitch = nic.value("virtualport", "type").equals("openvswitch");
    if (port != null && isOpenVswitch && !mapping.openVswitch()) {
      domain.remove(port, reason + ", which is not of Open vSwitch");
    } else if (!isOpenVswitch && mapping.openVswitch() && mapping.target() == Kind.BRIDGE) {
      if (port != null) {
        domain.remove(port, reason + ", which is of Open vSwitch");
      }
      nic.add(
          domain,
          DomainEditor.element("virtualport", "type", "openvswitch"),
          reason + ", which is of Open vSwitch");
    }
  }

  private static void setVlan(Nic nic, List<Integer> tags, DomainEditor domain, String reason) {
    Element vlan = new Element("vlan");
    if (tags.size() > 1) {
      vlan.setAttribute("trunk", "yes");
    }
    tags.forEach(tag -> vlan.addContent(DomainEditor.element("tag", "id", Integer.toString(tag))));
    Element old = nic.child("vlan");
    if (old != null && DomainTree.print(old).equals(DomainTree.print(vlan))) {
      return;
    }
    if (old != null) {
      domain.remove(old, reason + ", with its own VLAN tags");
    }
    nic.add(domain, vlan, reason + ", with its own VLAN tags");
  }
}
