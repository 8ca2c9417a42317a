package org.xen2kvm.converter.rule.nic;

import java.util.HashSet;
import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Names the network filters that the KVM host has to have; changes nothing. */
final class NetworkFiltersToPrepare implements Rule {
  private static final DomainPath FILTERED_INTERFACE = DomainPath.of("/domain/devices/interface/filterref[@filter]");

  /** The filters that come with libvirt 9.0 (its folder nwfilter) and so exist on every host. */
  private static final Set<String> COMES_WITH_LIBVIRT = Set.of(
      "allow-arp", "allow-dhcp", "allow-dhcp-server", "allow-dhcpv6", "allow-dhcpv6-server", "allow-incoming-ipv4",
      "allow-incoming-ipv6", "allow-ipv4", "allow-ipv6", "clean-traffic", "clean-traffic-gateway", "no-arp-ip-spoofing",
      "no-arp-mac-spoofing", "no-arp-spoofing", "no-ip-multicast", "no-ip-spoofing", "no-ipv6-multicast",
      "no-ipv6-spoofing", "no-mac-broadcast", "no-mac-spoofing", "no-other-l2-traffic", "no-other-rarp-traffic",
      "qemu-announce-self", "qemu-announce-self-rarp");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "nic-filterref",
      Phase.NETWORK,
      "Names the network filters that the KVM host needs",
      """
      A `<filterref>` is kept as it is: it works the same on KVM. But the filter itself is an object of the libvirt \
      host, not of the domain, and has to be there before the domain starts: "referenced filter 'nosuch' is missing". \
      Each filter that does not come with libvirt is named once. The rule changes nothing.
      """,
      "libvirt, start: referenced filter 'nosuch' is missing",
      "libvirt, formatdomain: Traffic filtering with NWFilter");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Set<String> named = new HashSet<>();
    for (Element reference : domain.select(FILTERED_INTERFACE)) {
      String filter = reference.getAttributeValue("filter", "").strip();
      if (!COMES_WITH_LIBVIRT.contains(filter) && named.add(filter)) {
        context.warn(
            reference,
            "The network filter " + filter + " has to exist on the KVM host",
            "Copy it from the Xen host: virsh nwfilter-dumpxml " + filter
                + ", then virsh nwfilter-define on the KVM host.");
      }
    }
  }
}
