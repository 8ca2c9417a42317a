package org.xen2kvm.converter.rule.guide;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Performs the step X4 of the guide. */
final class GuideOsType implements Rule {
  private static final DomainPath LINUX = DomainPath.of("/domain/os/type[normalize-space()='linux']");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "guide-os-type",
      Phase.OS,
      "Makes the OS type linux hvm, as the guide does",
      """
      Step X4. The guide knows linux only; the default profile's os-type-hvm knows xen, xenpvh and pvh as \
      well.
      """,
      "SUSE Virtualization Guide, Xen to KVM migration, step X4");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element type : domain.select(LINUX)) {
      domain.setText(type, "hvm", "Guide, step X4: KVM guests are fully virtual");
    }
  }
}
