package org.xen2kvm.converter.rule.display;

import java.util.List;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Leaves a display without the X11 attributes that only an SDL window has. */
final class GraphicsWithoutX11Attributes implements Rule {
  private static final DomainPath GRAPHICS =
      DomainPath.of("/domain/devices/graphics[@type!='sdl'][@display or @xauth or @fullscreen]");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "graphics-x11",
      Phase.DEVICE,
      "Removes display and xauth from displays that are no SDL windows",
      """
      Old Xen tools wrote the X11 display and authority file of the person who installed the guest into every \
      kind of display. libvirt's schema allows them for SDL only ("Extra element devices in interleave").
      """,
      "libvirt, formatdomain: graphical framebuffers",
      "measured: define of a vnc display with xauth");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element graphics : domain.select(GRAPHICS)) {
      for (String name : List.of("display", "xauth", "fullscreen")) {
        domain.removeAttribute(graphics, name, "Only an SDL window has an X11 display");
      }
    }
  }
}
