package org.xen2kvm.converter.rule.guide;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Performs the step X6 of the guide. */
final class GuideOsArch implements Rule {
  private static final DomainPath TYPE = DomainPath.of("/domain/os/type[not(@arch)]");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "guide-os-arch",
      Phase.OS,
      "Adds the architecture to the OS type, as the guide does",
      """
      Step X6. libvirt would fill it in by itself.
      """,
      "SUSE Virtualization Guide, Xen to KVM migration, step X6");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element type : domain.select(TYPE)) {
      domain.setAttribute(type, "arch", "x86_64", "Guide, step X6");
    }
  }
}
