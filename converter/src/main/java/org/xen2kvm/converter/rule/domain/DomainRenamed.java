package org.xen2kvm.converter.rule.domain;

import java.util.Optional;
import org.jdom2.Element;
import org.xen2kvm.converter.policy.Rename;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Gives the domain the name that the policy maps its old one to. */
final class DomainRenamed implements Rule {
  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "domain-rename",
      Phase.DOMAIN,
      "Gives the domain the name that the policy wants",
      """
      The first entry under rename in the policy that matches the whole name decides; without one the name stays. The \
      result must be a name that libvirt's QEMU driver takes, otherwise the domain is refused. Files that are named \
      after the domain inside the definition keep their names.
      """,
      "virt-v2v, option -on",
      "libvirt, formatdomain: general metadata");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Element name = domain.root().getChild("name");
    if (name == null || !name.getChildren().isEmpty()) {
      return;
    }
    String old = name.getTextTrim();
    for (Rename rename : context.policy().domain().rename()) {
      if (rename.from().matches(old)) {
        rename(domain, context, name, rename);
        return;
      }
    }
  }

  private static void rename(DomainEditor domain, RuleContext context, Element name, Rename rename) {
    String entry = "Correct the entry for '" + rename.from().text() + "' under rename in the policy.";
    Optional<String> replaced;
    try {
      replaced = rename.from().replace(name.getTextTrim(), rename.to());
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      context.refuse(
          name, "The new name '" + rename.to() + "' refers to a group that the expression does not have", entry);
      return;
    }
    if (replaced.isPresent()) {
      String to = replaced.get().strip();
      Optional<String> fault = DomainName.fault(to);
      if (fault.isPresent()) {
        context.refuse(name, "After renaming: " + fault.get(), entry);
      } else {
        domain.setText(name, to, "The policy renames the domain");
      }
    }
  }
}
