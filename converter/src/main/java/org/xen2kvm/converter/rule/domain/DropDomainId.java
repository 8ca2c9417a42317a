package org.xen2kvm.converter.rule.domain;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Removes the number that Xen gave the running domain. */
final class DropDomainId implements Rule {
  private static final DomainPath NUMBERED_DOMAIN = DomainPath.of("/domain[@id]");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "drop-domain-id",
      Phase.DOMAIN,
      "Removes the runtime id of the Xen domain",
      "The id belongs to one run of the domain on the Xen host. libvirt ignores it in a definition.",
      "libvirt, formatdomain: element and attribute overview");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element root : domain.select(NUMBERED_DOMAIN)) {
      domain.removeAttribute(root, "id", "The id belonged to the running Xen domain");
    }
  }
}
