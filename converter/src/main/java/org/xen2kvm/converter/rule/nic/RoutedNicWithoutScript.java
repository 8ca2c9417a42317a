package org.xen2kvm.converter.rule.nic;

import java.util.List;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/**
 * Gives interfaces that Xen routed or hid behind NAT the nearest thing that KVM has, and says loudly what is missing.
 * The script that did the routing is removed by {@code nic-drop-script}.
 */
final class RoutedNicWithoutScript implements Rule {
  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "nic-routed",
      Phase.NETWORK,
      "Replaces Xen's routed and NAT networking",
      """
      Xen's scripts vif-route and vif-nat attach no bridge: they route the guest's addresses to its interface, or hide \
      the guest behind the host's address. KVM has no twin of either.

      An interface with vif-nat goes to libvirt's network `default`, which does NAT too; its subnet is another one \
      (192.168.122.0/24 unless changed), so a fixed address in the guest has to follow. A policy may map that network \
      to another one. An interface with vif-route becomes a bare one of type `ethernet`: the domain starts, but until \
      somebody sets up the host's side the guest reaches nothing. libvirt can do that itself, by `<ip>` and `<route>` \
      inside the interface's `<source>`. It is not put on a bridge, because that would open a layer 2 segment to a \
      guest that never had one.

      The rule reads the script's name and leaves its removal to nic-drop-script.
      """,
      "Xen, xl-network-configuration: script, gatewaydev",
      "libvirt, formatdomain: Virtual network; Generic ethernet connection",
      "libvirt, start: cannot execute binary /etc/xen/scripts/vif-route");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Nic nic : Nic.all(domain)) {
      boolean plain = nic.type().equals("bridge") || nic.type().equals("ethernet");
      if (plain && nic.script().startsWith("vif-nat")) {
        toDefaultNetwork(nic, domain, context);
      } else if (plain && nic.script().startsWith("vif-route")) {
        toBareEthernet(nic, domain, context);
      }
    }
  }

  private static void toDefaultNetwork(Nic nic, DomainEditor domain, RuleContext context) {
    context.warn(
        nic.element(),
        nic.title() + " was behind Xen's NAT (" + nic.script() + ") and is now in libvirt's network default",
        "Start that network on the KVM host, and let the guest use DHCP or an address of its subnet; to use another "
            + "network, map the network default in the policy.");
    String reason = "KVM has no vif-nat; libvirt's network default gives NAT";
    domain.setAttribute(nic.element(), "type", "network", reason);
    nic.setSource(domain, "network", "default", reason);
    nic.dropSource(domain, List.of("bridge", "dev"), reason);
  }

  private static void toBareEthernet(Nic nic, DomainEditor domain, RuleContext context) {
    String address = nic.value("ip", "address");
    context.warn(
        nic.element(),
        nic.title() + " was routed by the Xen host (" + nic.script()
            + "); on KVM nothing routes to it, so the guest has no network",
        "Put it on a bridge or a libvirt network by a user rule, or set up the route on the KVM host"
            + (address.isEmpty() ? "" : " (the guest's address is " + address + ")")
            + ": libvirt does it from <ip> and <route> inside the interface's <source>.");
    if (nic.type().equals("bridge")) {
      String reason = "A routed interface is on no bridge, whatever its source says";
      domain.setAttribute(nic.element(), "type", "ethernet", reason);
      nic.dropSource(domain, List.of("bridge"), reason);
    }
  }
}
