package org.xen2kvm.converter.rule.guide;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Performs the step X5 of the guide. */
final class GuideBootDev implements Rule {
  private static final DomainPath OS = DomainPath.of("/domain/os[not(boot/@dev='hd')]");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "guide-boot-dev",
      Phase.OS,
      "Adds the hard disk as boot device, as the guide does",
      """
      Step X5. The guide adds the entry to every domain; here it is not added beside an equal one. The default \
      profile's boot-dev looks first at whatever else the domain boots from.
      """,
      "SUSE Virtualization Guide, Xen to KVM migration, step X5");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element os : domain.select(OS)) {
      domain.append(os, DomainEditor.element("boot", "dev", "hd"), "Guide, step X5: boot from the hard disk");
    }
  }
}
