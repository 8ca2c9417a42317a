package org.xen2kvm.converter.rule.nic;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Removes the guest's addresses and routes from interfaces, and names them. */
final class DropGuestAddress implements Rule {
  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "nic-drop-ip",
      Phase.NETWORK,
      "Removes guest addresses from interfaces",
      """
      Xen's scripts use `<ip>` and `<route>` of an interface against spoofing and for routing. The QEMU driver refuses \
      them: "Invalid attempt to set network interface guest-side IP route and/or address info, not supported by QEMU". \
      The guest keeps the address it has configured for itself.

      What is lost is the protection: on KVM the guest may use any address. A network filter brings it back; the rule \
      nic-ip-to-filter writes one, when a policy enables it. Addresses of an interface of type `user` describe QEMU's \
      own small network and are kept.
      """,
      "libvirt, define: Invalid attempt to set network interface guest-side IP route and/or address info",
      "libvirt, formatdomain: IP configuration",
      "Xen, xl-network-configuration: ip");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Nic nic : Nic.all(domain)) {
      if (nic.type().equals("user")) {
        continue;
      }
      List<Element> settings = new ArrayList<>(nic.element().getChildren("ip"));
      settings.addAll(nic.element().getChildren("route"));
      if (settings.isEmpty()) {
        continue;
      }
      if (nic.child("filterref") == null) {
        report(nic, settings, context);
      }
      settings.forEach(
          setting -> domain.remove(setting, "The QEMU driver sets no addresses or routes inside a guest"));
    }
  }

  private static void report(Nic nic, List<Element> settings, RuleContext context) {
    String addresses = settings.stream()
        .map(setting -> setting.getAttributeValue("address", "").strip())
        .filter(address -> !address.isEmpty())
        .distinct()
        .collect(Collectors.joining(", "));
    context.warn(
        nic.element(),
        nic.title() + " was limited to " + (addresses.isEmpty() ? "an address" : addresses)
            + " on Xen; on KVM nothing limits it",
        "To keep the guest from using other addresses enable the rule nic-ip-to-filter, which adds <filterref "
            + "filter='clean-traffic'> with the parameter IP.");
  }
}
