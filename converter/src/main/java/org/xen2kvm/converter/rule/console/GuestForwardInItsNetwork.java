package org.xen2kvm.converter.rule.console;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Leaves a guest forward only where QEMU can serve it. */
final class GuestForwardInItsNetwork implements Rule {
  private static final DomainPath FORWARDS = DomainPath.of("/domain/devices/channel[target/@type='guestfwd']");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "channel-guestfwd",
      Phase.CONSOLE,
      "Removes guest forwards that QEMU cannot serve",
      """
      A guestfwd channel answers on an address inside QEMU's own user network, 10.0.2.0/24; start fails for \
      any other one with "Conflicting/invalid host:port in guest forwarding rule". Xen had nothing behind such \
      a channel.
      """,
      "libvirt, formatdomain: channel",
      "measured: start with an address outside 10.0.2.0/24");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element channel : domain.select(FORWARDS)) {
      String address = channel.getChild("target").getAttributeValue("address", "");
      if (!address.startsWith("10.0.2.")) {
        context.warn(
            channel,
            "The guest forward on " + (address.isEmpty() ? "no address" : address) + " is removed",
            "Add one with an address in 10.0.2.0/24 by a user rule if the guest needs it.");
        domain.remove(channel, "QEMU forwards addresses in 10.0.2.0/24 only");
      }
    }
  }
}
