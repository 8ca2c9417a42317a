package org.xen2kvm.converter.rule.display;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Gives the guest a display that QEMU can serve: VNC in place of SDL, nothing in place of what only others know. */
final class GraphicsTypeToVnc implements Rule {
  private static final DomainPath GRAPHICS = DomainPath.of("/domain/devices/graphics");
  private static final DomainPath VNC = DomainPath.of("/domain/devices/graphics[@type='vnc']");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "graphics-type",
      Phase.DEVICE,
      "Replaces displays that QEMU on a server cannot serve",
      """
      SDL draws on the desktop of the Xen host, which a KVM host does not have: start fails with "Display \
      'sdl' is not available". It becomes VNC on the loopback address. Qubes' and VirtualBox's kinds (qubes, \
      rdp, desktop) are refused at define and are removed. A kind that the host profile does not offer, such \
      as spice on RHEL 9, becomes VNC as well.
      """,
      "libvirt, formatdomain: graphical framebuffers",
      "measured: start of a domain with an sdl display");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element graphics : domain.select(GRAPHICS)) {
      String type = graphics.getAttributeValue("type", "");
      switch (type) {
        case "vnc" -> {
          // What every QEMU serves.
        }
        case "spice", "dbus", "egl-headless" -> {
          if (!context.host().offersGraphics(type)) {
            context.warn(
                graphics,
                "The host offers no " + type + " display; the guest gets VNC",
                "Connect with a VNC viewer, or convert for a host that offers " + type + ".");
            replaceByVnc(domain, graphics, "The host's QEMU offers no " + type + " display");
          }
        }
        case "sdl" -> {
          if (domain.has(VNC)) {
            domain.remove(graphics, "A KVM host has no desktop for an SDL window, and the guest has a VNC display as well");
          } else {
            replaceByVnc(domain, graphics, "A KVM host has no desktop that an SDL window could open on");
          }
        }
        default -> {
          context.warn(
              graphics,
              "The display of type '" + type + "' has no counterpart on KVM and is removed",
              "Add a <graphics type='vnc'/> by a user rule if the guest needs a display.");
          domain.remove(graphics, "QEMU has no display of type '" + type + "'");
        }
      }
    }
  }

  private static void replaceByVnc(DomainEditor domain, Element graphics, String reason) {
    Element vnc = DomainEditor.element("graphics", "type", "vnc", "port", "-1", "autoport", "yes");
    String keymap = graphics.getAttributeValue("keymap");
    if (keymap != null) {
      vnc.setAttribute("keymap", keymap);
    }
    vnc.addContent(DomainEditor.element("listen", "type", "address", "address", "127.0.0.1"));
    domain.insertBefore(graphics, vnc, reason);
    domain.remove(graphics, reason);
  }
}
