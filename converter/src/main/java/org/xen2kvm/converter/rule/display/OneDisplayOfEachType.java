package org.xen2kvm.converter.rule.display;

import java.util.HashSet;
import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Leaves one display of each type. */
final class OneDisplayOfEachType implements Rule {
  private static final DomainPath GRAPHICS =
      DomainPath.of("/domain/devices/graphics");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "graphics-single",
      Phase.DEVICE,
      "Leaves one display of each type",
      """
      QEMU serves one display of each type: start fails with "only 1 graphics device of each type is \
      supported". The first one stays. Xen's device model showed the first one only, too.
      """,
      "libvirt, formatdomain: graphical framebuffers",
      "measured: start of a domain with two vnc displays");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Set<String> seen = new HashSet<>();
    for (Element graphics : domain.select(GRAPHICS)) {
      if (seen.add(graphics.getAttributeValue("type", ""))) {
        continue;
      }
      context.warn(
          graphics,
          "A second display of type '" + graphics.getAttributeValue("type") + "' is removed",
          "Check that the remaining one listens where you expect it.");
      domain.remove(graphics, "QEMU serves one display of each type");
    }
  }
}
