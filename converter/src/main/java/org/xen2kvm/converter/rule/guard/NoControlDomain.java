package org.xen2kvm.converter.rule.guard;

import java.util.regex.Pattern;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Refuses Domain-0, which is the Xen host itself. */
final class NoControlDomain implements Rule {
  private static final Pattern ZEROS = Pattern.compile("-*0[0-]*");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
          "refuse-dom0",
          Phase.GUARD,
          "Refuses Domain-0, the Xen host itself",
          """
          `virsh list` on a Xen host shows the host as Domain-0, with the id 0 and a UUID of zeros, and a script that \
          exports every domain exports it, too. It is no guest and has no disks. libvirt accepts a UUID of zeros, so \
          nothing else would stop it.
          """,
          "Xen: Domain-0",
          "measured: libvirt defines a domain whose UUID is all zeros")
      .always();

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Element root = domain.root();
    if (XenDefinition.is(root) && isControlDomain(root)) {
      context.refuse(
          root, "This is Domain-0, the Xen host itself", "Leave it out; only its guests can become KVM domains.");
    }
  }

  private static boolean isControlDomain(Element root) {
    String name = root.getChildTextTrim("name");
    String uuid = root.getChildTextTrim("uuid");
    boolean zeros = uuid != null && ZEROS.matcher(uuid).matches();
    return "Domain-0".equals(name) || zeros || root.getAttributeValue("id", "").strip().equals("0");
  }
}
