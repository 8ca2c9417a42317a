package org.xen2kvm.converter.rule.domain;

import java.util.Set;
import org.jdom2.Element;
import org.jdom2.Text;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Writes names and numbers without the blanks that a pretty-printer put around them. */
final class ValuesWithoutBlanks implements Rule {
  private static final Set<String> VALUES = Set.of(
      "name", "uuid", "memory", "currentMemory", "vcpu", "on_poweroff", "on_reboot", "on_crash");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "trim-values",
      Phase.DOMAIN,
      "Writes names and numbers without blanks around them",
      """
      libvirt writes <memory unit='KiB'>524288</memory> on one line. An XML editor or pretty-printer may have wrapped \
      it, and then libvirt's schema refuses the number ("Error validating datatype unsignedLong"), and a line break in \
      the name. Blanks inside a name stay.
      """,
      "libvirt, basictypes.rng",
      "measured: define --validate with blanks around a memory size");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element child : domain.root().getChildren()) {
      if (VALUES.contains(child.getName()) && child.getNamespaceURI().isEmpty() && isTextOnly(child)) {
        domain.setText(child, child.getTextTrim(), "libvirt's schema allows no blanks around the value");
      }
    }
  }

  private static boolean isTextOnly(Element element) {
    for (int i = 0; i < element.getContentSize(); i++) {
      if (!(element.getContent(i) instanceof Text)) {
        return false;
      }
    }
    return true;
  }
}
