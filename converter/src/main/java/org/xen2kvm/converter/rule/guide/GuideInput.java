package org.xen2kvm.converter.rule.guide;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Performs the step X12 of the guide. */
final class GuideInput implements Rule {
  private static final DomainPath INPUT = DomainPath.of("/domain/devices/input[@bus='xen']");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "guide-input",
      Phase.DEVICE,
      "Moves Xen input devices to PS/2, as the guide does",
      """
      Step X12. A tablet does not work on PS/2; the default profile's input-bus puts it on USB.
      """,
      "SUSE Virtualization Guide, Xen to KVM migration, step X12");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element input : domain.select(INPUT)) {
      domain.setAttribute(input, "bus", "ps2", "Guide, step X12");
    }
  }
}
