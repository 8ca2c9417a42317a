package org.xen2kvm.converter.rule.display;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Leaves a spice display without TLS ports. */
final class SpiceWithoutTls implements Rule {
  private static final DomainPath SPICE = DomainPath.of("/domain/devices/graphics[@type='spice']");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "graphics-tls",
      Phase.DEVICE,
      "Removes TLS ports and secure channels from spice displays",
      """
      TLS needs certificates and a switch in the KVM host's qemu.conf; without them start fails with "spice \
      TLS is disabled in qemu.conf". The policy's keep-graphics-ports keeps them for hosts that are set up so.
      """,
      "libvirt, formatdomain: graphical framebuffers",
      "measured: start of a spice display with tlsPort");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    if (context.policy().hardware().keepGraphicsPorts()) {
      return;
    }
    for (Element spice : domain.select(SPICE)) {
      boolean secure = spice.getAttribute("tlsPort") != null;
      domain.removeAttribute(spice, "tlsPort", "TLS has to be set up on the KVM host first");
      if (spice.getAttributeValue("defaultMode", "any").equals("secure")) {
        secure = true;
        domain.setAttribute(spice, "defaultMode", "any", "TLS has to be set up on the KVM host first");
      }
      for (Element channel : spice.getChildren("channel")) {
        if (channel.getAttributeValue("mode", "any").equals("secure")) {
          secure = true;
          domain.setAttribute(channel, "mode", "any", "TLS has to be set up on the KVM host first");
        }
      }
      if (secure) {
        context.warn(
            spice,
            "The spice display used TLS, which the converted domain does not",
            "Set up spice_tls in the host's qemu.conf and convert with keep-graphics-ports: true, or tunnel through SSH.");
      }
    }
  }
}
