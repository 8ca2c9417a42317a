package org.xen2kvm.converter.rule.guard;

import java.util.HashSet;
import java.util.Set;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Refuses a domain that says twice what can be said once. */
final class UnambiguousDomainOnly implements Rule {
  private static final Set<String> ONCE = Set.of(
      "name", "uuid", "memory", "currentMemory", "vcpu", "bootloader", "bootloader_args", "os", "features", "cpu",
      "clock", "on_poweroff", "on_reboot", "on_crash", "devices");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
          "refuse-ambiguous",
          Phase.GUARD,
          "Refuses a domain that has two names, memory sizes or other single elements",
          """
          libvirt writes each of these elements once. With two of them it reads the first and forgets the second, or \
          refuses both when it validates ("Extra element memory in interleave"). Which one is meant is for a person to \
          say; files become like this when they are merged by hand or by a broken script.
          """,
          "libvirt, domaincommon.rng",
          "measured: define of a domain with two memory elements")
      .always();

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Element root = domain.root();
    if (!XenDefinition.is(root)) {
      return;
    }
    Set<String> seen = new HashSet<>();
    for (Element child : root.getChildren()) {
      String name = child.getName();
      boolean single = ONCE.contains(name) && child.getNamespace().equals(Namespace.NO_NAMESPACE);
      if (single && !seen.add(name)) {
        context.refuse(child, "The domain has more than one <" + name + ">", "Keep the one that is meant.");
      }
    }
  }
}
