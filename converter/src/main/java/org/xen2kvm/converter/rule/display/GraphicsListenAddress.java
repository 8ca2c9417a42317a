package org.xen2kvm.converter.rule.display;

import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Makes each display listen on an address that every host has. */
final class GraphicsListenAddress implements Rule {
  private static final DomainPath GRAPHICS = DomainPath.of("/domain/devices/graphics[@type='vnc' or @type='spice']");
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");
  private static final String REASON = "The address belongs to the Xen host";

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "graphics-listen",
      Phase.DEVICE,
      "Moves displays off addresses that only the Xen host has",
      """
      QEMU cannot bind to an address of another host: start fails with "Cannot assign requested address". Such \
      a display moves to the loopback address, where virsh domdisplay and a viewer over SSH reach it. Loopback \
      and wildcard addresses stay; a wildcard is reported, because it shows the guest's screen to the network.
      """,
      "libvirt, formatdomain: graphical framebuffers",
      "measured: start with a foreign listen address",
      "libvirt: attribute listen must match the first listen element");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element graphics : domain.select(GRAPHICS)) {
      boolean socket = graphics.getAttribute("socket") != null;
      String address = address(graphics);
      if (socket) {
        domain.removeAttribute(graphics, "listen", "A display on a UNIX socket has no address");
      } else if (isWildcard(address)) {
        context.warn(
            graphics,
            "The display listens on all addresses of the host (" + address + ")",
            "Make it 127.0.0.1 by a user rule, or protect it by a firewall and a password.");
      } else if (!address.isEmpty() && !LOOPBACK.contains(address) && !context.policy().hardware().keepGraphicsPorts()) {
        context.warn(
            graphics,
            "The display listened on " + address + ", an address of the Xen host; it listens on 127.0.0.1 now",
            "Set the KVM host's address by a user rule, or reach the display through SSH.");
        toLoopback(domain, graphics);
      } else {
        alignAttribute(domain, graphics);
      }
    }
  }

  private static boolean isWildcard(String address) {
    return address.equals("0.0.0.0") || address.equals("::") || address.equals("*");
  }

  /** Returns the address of the first listen element, else of the attribute, else nothing. */
  private static String address(Element graphics) {
    for (Element listen : graphics.getChildren("listen")) {
      return listen.getAttributeValue("address", "");
    }
    return graphics.getAttributeValue("listen", "");
  }

  private static void toLoopback(DomainEditor domain, Element graphics) {
    for (Element listen : graphics.getChildren("listen")) {
      if (listen.getAttribute("address") != null) {
        domain.setAttribute(listen, "address", "127.0.0.1", REASON);
      }
    }
    if (graphics.getAttribute("listen") != null) {
      domain.setAttribute(graphics, "listen", "127.0.0.1", REASON);
    }
  }

  private static void alignAttribute(DomainEditor domain, Element graphics) {
    Element listen = graphics.getChild("listen");
    if (listen != null && graphics.getAttribute("listen") != null && listen.getAttribute("address") != null) {
      domain.setAttribute(
          graphics, "listen", listen.getAttributeValue("address"), "libvirt wants both addresses to be the same");
    }
  }
}
