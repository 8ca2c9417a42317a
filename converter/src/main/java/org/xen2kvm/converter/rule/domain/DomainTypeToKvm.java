package org.xen2kvm.converter.rule.domain;

import java.util.Locale;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Makes the domain one of KVM, or of plain QEMU where the policy says so. */
final class DomainTypeToKvm implements Rule {
  private static final DomainPath XEN_DOMAIN = DomainPath.of("/domain[@type='xen']");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "domain-type-kvm",
      Phase.DOMAIN,
      "Makes the domain one of KVM",
      """
      The QEMU driver answers "does not support virt type 'xen'". On a host without usable KVM set `type: qemu` in the \
      policy; the guest then runs under software emulation. With a host profile that offers no KVM the commands choose qemu \
      by themselves unless the policy says otherwise, which is noted; a policy that says kvm nevertheless is warned of.
      """,
      "SUSE guide, step X1",
      "libvirt, formatdomain: element and attribute overview");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    String type = context.policy().domain().type().name().toLowerCase(Locale.ROOT);
    for (Element root : domain.select(XEN_DOMAIN)) {
      domain.setAttribute(root, "type", type, "The QEMU driver runs domains of type kvm or qemu, not xen");
      String offered = context.host().virtType().orElse(type);
      if (type.equals("kvm") && !offered.equals("kvm")) {
        context.warn(
            root,
            "The host profile " + context.host().name() + " offers " + offered + " and no KVM",
            "Enable virtualisation on the host, or convert with type: qemu for software emulation.");
      } else if (type.equals("qemu") && offered.equals("qemu") && context.host().virtType().isPresent()) {
        context.note(
            root,
            "The guest will run under software emulation, many times slower: the host profile " + context.host().name()
                + " offers no KVM");
      }
    }
  }
}
