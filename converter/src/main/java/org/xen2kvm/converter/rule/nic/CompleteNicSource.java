package org.xen2kvm.converter.rule.nic;

import java.util.List;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Makes the source of each interface one that libvirt accepts for its type. */
final class CompleteNicSource implements Rule {
  /** Attributes that other interface types have; none of them is valid on the source of type ethernet. */
  private static final List<String> OF_OTHER_TYPES = List.of("bridge", "dev", "network", "mode", "portgroup", "name");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "nic-bridge-source",
      Phase.NETWORK,
      "Completes or corrects the source of interfaces",
      """
      On Xen an interface of type `bridge` may name no bridge: the toolstack chooses its default. libvirt answers \
      "interface type='bridge' requires a 'source' element", so the policy's default bridge is written down, and a \
      warning says so.

      Attributes that do not belong to the interface's type fail libvirt's schema and are removed: `dev` on an \
      interface of type `ethernet` or `bridge`, a portgroup on one of type `direct`. A network or direct interface \
      that names nothing cannot be guessed and is reported. Names of bridges are nic-network-mapping's business; it \
      runs before this rule, so the default bridge is not mapped again.
      """,
      "libvirt, define: interface type='bridge' requires a 'source' element",
      "libvirt, define --validate: an interface of type ethernet takes no source/@dev",
      "libvirt, formatdomain: Bridge to LAN");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Nic nic : Nic.all(domain)) {
      switch (nic.type()) {
        case "bridge" -> completeBridge(nic, domain, context);
        case "ethernet" -> nic.dropSource(
            domain, OF_OTHER_TYPES, "An interface of type ethernet connects to nothing that a source could name");
        case "direct" -> {
          if (nic.child("source") != null && !nic.value("source", "dev").isEmpty()) {
            nic.dropSource(domain, List.of("portgroup"), "Portgroups belong to networks, not to a network card");
          } else {
            reportMissing(nic, "network card", "dev", context);
          }
        }
        case "network" -> {
          if (nic.value("source", "network").isEmpty()) {
            reportMissing(nic, "network", "network", context);
          }
        }
        case "" -> context.warn(
            nic.element(),
            nic.title() + " has no type, and libvirt's schema wants one",
            "Write type='bridge' or type='network' into the interface.");
        default -> { }
      }
    }
  }

  private static void completeBridge(Nic nic, DomainEditor domain, RuleContext context) {
    if (nic.value("source", "bridge").isEmpty()) {
      String bridge = context.policy().defaultBridge();
      context.warn(
          nic.element(),
          nic.title() + " names no bridge; it goes to the policy's default bridge " + bridge,
          "Check that the guest belongs there, or name the bridge in the source.");
      nic.setSource(domain, "bridge", bridge, "libvirt wants the bridge by name; the policy's default is " + bridge);
    }
    nic.dropSource(
        domain,
        List.of("dev", "network", "mode", "portgroup"),
        "An interface of type bridge names a bridge and nothing else");
  }

  private static void reportMissing(Nic nic, String what, String attribute, RuleContext context) {
    context.warn(
        nic.element(),
        nic.title() + " of type " + nic.type() + " names no " + what + "; libvirt refuses that",
        "Write source/@" + attribute + " into the interface, in the source or by a user rule.");
  }
}
