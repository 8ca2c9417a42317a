package org.xen2kvm.converter.rule.device;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Adds the channel of the QEMU guest agent. */
final class GuestAgentChannel implements Rule {
  private static final DomainPath AGENT =
      DomainPath.of("/domain/devices/channel[target/@name='org.qemu.guest_agent.0']");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "add-guest-agent",
      Phase.DEVICE,
      "Adds the channel of the QEMU guest agent",
      """
      The agent in the guest answers on this channel: addresses, file system freeze for snapshots, orderly \
      shutdown. Runs only when a policy enables it; the agent itself has to be installed in the guest.
      """,
      "libvirt, formatdomain: channel")
      .onRequest();

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    if (!domain.has(AGENT)) {
      Element channel = DomainEditor.element("channel", "type", "unix");
      channel.addContent(DomainEditor.element("target", "type", "virtio", "name", "org.qemu.guest_agent.0"));
      domain.addDevice(channel, "The policy asks for the guest agent's channel");
    }
  }
}
