package org.xen2kvm.converter.rule.display;

import java.util.List;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Gives a domain with a display an explicit adapter. */
final class VideoForEveryDisplay implements Rule {
  private static final DomainPath DISPLAY = DomainPath.of("/domain/devices/graphics");
  private static final DomainPath VIDEO = DomainPath.of("/domain/devices/video");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "video-default",
      Phase.DEVICE,
      "Adds a display adapter to a domain that has a display and no adapter",
      """
      A paravirtual framebuffer was enough under Xen. libvirt would add its own default, which is cirrus on \
      many hosts: slow, insecure and gone from newer ones. The adapter is written down instead, so that the \
      guest sees the same one on every host: vga.
      """,
      "libvirt, formatdomain: video devices",
      "measured: libvirt 9.0 chooses cirrus");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    if (domain.has(DISPLAY) && !domain.has(VIDEO)) {
      Element video = DomainEditor.element("video", List.of(DomainEditor.element("model", "type", "vga")));
      List<Element> displays = domain.select(DISPLAY);
      domain.insertAfter(displays.get(displays.size() - 1), video, "libvirt's own choice differs from host to host");
    }
  }
}
