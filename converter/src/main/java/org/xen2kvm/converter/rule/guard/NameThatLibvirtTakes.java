package org.xen2kvm.converter.rule.guard;

import java.util.Optional;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.rule.domain.DomainName;

/** Refuses a name that libvirt's QEMU driver does not take, unless the policy gives the domain another one. */
final class NameThatLibvirtTakes implements Rule {
  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
          "warn-name",
          Phase.GUARD,
          "Refuses a name that libvirt's QEMU driver does not take",
          """
          The QEMU driver keeps files and folders named after the domain. It says "name a/b cannot contain '/'" at \
          define, but takes the names "." and "..", and then works on the folders that these stand for. Names that do \
          not fit into a file name, or have a line break inside, are refused, too. Blanks, umlauts and leading dots or \
          dashes are fine.

          A rename in the policy that matches the name lets it pass (see domain-rename).
          """,
          "libvirt: virDomainDefPostParse, VIR_DOMAIN_DEF_FEATURE_NAME_SLASH",
          "measured: define with the names a/b, .., and with a line break")
      .always();

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Element name = domain.root().getChild("name");
    if (!XenDefinition.is(domain.root()) || name == null || name.getTextTrim().isEmpty()) {
      return;
    }
    String text = name.getTextTrim();
    boolean renamed = context.policy().domain().rename().stream().anyMatch(rename -> rename.from().matches(text));
    Optional<String> fault = renamed ? Optional.empty() : DomainName.fault(text);
    fault.ifPresent(sentence -> context.refuse(
        name, sentence, "Give the domain another name: a rename in the policy, or <name> in the file."));
  }
}
