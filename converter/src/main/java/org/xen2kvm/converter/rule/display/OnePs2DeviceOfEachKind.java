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

/** Leaves one PS/2 mouse and one PS/2 keyboard. */
final class OnePs2DeviceOfEachKind implements Rule {
  private static final DomainPath PS2 = DomainPath.of("/domain/devices/input[@bus='ps2']");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "input-duplicate",
      Phase.DEVICE,
      "Leaves one PS/2 mouse and one PS/2 keyboard",
      """
      A PC has one PS/2 port for a mouse and one for a keyboard, and libvirt adds both by itself. A dump of a \
      guest with Xen and PS/2 devices would list the same one twice after input-bus.
      """,
      "libvirt, formatdomain: input devices");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Set<String> seen = new HashSet<>();
    for (Element input : domain.select(PS2)) {
      String type = input.getAttributeValue("type", "");
      if (!seen.add(type)) {
        domain.remove(input, "A PC has one PS/2 " + type);
      }
    }
  }
}
