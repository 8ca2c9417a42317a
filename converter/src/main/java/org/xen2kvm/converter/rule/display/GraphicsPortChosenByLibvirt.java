package org.xen2kvm.converter.rule.display;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Lets libvirt choose a free port for each display. */
final class GraphicsPortChosenByLibvirt implements Rule {
  private static final DomainPath GRAPHICS = DomainPath.of("/domain/devices/graphics[@type='vnc' or @type='spice']");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "graphics-port",
      Phase.DEVICE,
      "Lets libvirt choose a free port for each display",
      """
      A port beside autoport='yes' is the one that the running Xen domain had. A fixed port was chosen for the \
      Xen host; on a KVM host it may be taken ("Failed to reserve port 5900"), and two guests of two Xen hosts \
      often have the same one. The policy's keep-graphics-ports keeps fixed ports. A display on a UNIX socket \
      has no port at all.
      """,
      "libvirt, formatdomain: graphical framebuffers",
      "measured: two guests with one fixed port");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element graphics : domain.select(GRAPHICS)) {
      if (graphics.getAttribute("socket") != null) {
        domain.removeAttribute(graphics, "port", "A display on a UNIX socket has no port");
        domain.removeAttribute(graphics, "autoport", "A display on a UNIX socket has no port");
        continue;
      }
      String port = graphics.getAttributeValue("port", "-1");
      if (port.equals("-1")) {
        continue;
      }
      if (graphics.getAttributeValue("autoport", "no").equals("yes")) {
        domain.setAttribute(graphics, "port", "-1", "The port belonged to the running Xen domain");
      } else if (!context.policy().hardware().keepGraphicsPorts()) {
        context.note(graphics, "The fixed port " + port + " becomes one that libvirt chooses: see virsh domdisplay");
        domain.setAttribute(graphics, "port", "-1", "A fixed port of the Xen host may be taken on the KVM host");
        domain.setAttribute(graphics, "autoport", "yes", "libvirt chooses a free port");
      }
    }
  }
}
