package org.xen2kvm.converter.rule.nic;

import java.util.List;
import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/**
 * Keeps the address that Xen allowed an interface as a network filter. Runs only when a policy asks for it, before
 * {@code nic-drop-ip} removes the address.
 */
final class GuestAddressToFilter implements Rule {
  /** Interface types whose traffic libvirt can filter: those with a tap device on the host. */
  private static final Set<String> FILTERED = Set.of("bridge", "network", "ethernet");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
          "nic-ip-to-filter",
          Phase.NETWORK,
          "Turns the addresses of an interface into a filter",
          """
          Xen's scripts use `<ip>` against spoofing: the guest may send from no other address. libvirt does the same \
          by a network filter; its own filter `clean-traffic` with the parameter IP lets only these IPv4 addresses \
          out, and no forged MAC or ARP.

          Off by default, because the filter also stops what Xen never looked at: everything that is neither IPv4 nor \
          ARP, IPv6 included. For that reason an interface with an IPv6 address gets no filter but a warning. An \
          interface that has a filter keeps it. The addresses themselves are removed by nic-drop-ip.
          """,
          "libvirt, formatnwfilter: Usage of variables in filters; clean-traffic",
          "Xen, xl-network-configuration: ip")
      .onRequest();

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Nic nic : Nic.all(domain)) {
      List<String> addresses = nic.element().getChildren("ip").stream()
          .map(ip -> ip.getAttributeValue("address", "").strip())
          .filter(address -> !address.isEmpty())
          .distinct()
          .toList();
      if (addresses.isEmpty() || nic.child("filterref") != null || !FILTERED.contains(nic.type())) {
        continue;
      }
      if (addresses.stream().anyMatch(address -> address.indexOf(':') >= 0)) {
        context.warn(
            nic.element(),
            nic.title() + " has an IPv6 address, and clean-traffic would stop all its IPv6 traffic; it got no filter",
            "Write a network filter for both protocols and refer to it by <filterref>.");
      } else {
        Element filter = DomainEditor.element("filterref", "filter", "clean-traffic");
        addresses.forEach(
            address -> filter.addContent(DomainEditor.element("parameter", "name", "IP", "value", address)));
        nic.add(domain, filter, "Xen allowed the guest these addresses only; on KVM a network filter does that");
      }
    }
  }
}
