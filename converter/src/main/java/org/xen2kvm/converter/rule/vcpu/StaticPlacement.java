package org.xen2kvm.converter.rule.vcpu;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Places vCPUs and memory without asking numad. */
final class StaticPlacement implements Rule {
  private static final DomainPath AUTO_VCPUS = DomainPath.of("/domain/vcpu[@placement='auto']");
  private static final DomainPath AUTO_MEMORY = DomainPath.of("/domain/numatune/memory[@placement='auto']");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "vcpu-placement",
      Phase.DOMAIN,
      "Places vCPUs and memory without asking numad",
      """
      placement='auto' lets libvirt ask the daemon numad where the guest fits. Few hosts run it, and without it the \
      domain does not start ("Failed to query numad for the advisory nodeset"). Xen placed its guests by itself. The \
      vCPUs become static, which lets the host's scheduler place them; memory that follows numad loses that setting.
      """,
      "libvirt, formatdomain: CPU allocation, NUMA node tuning",
      "measured: start without numad");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element vcpu : domain.select(AUTO_VCPUS)) {
      domain.setAttribute(vcpu, "placement", "static", "Automatic placement needs numad on the host");
    }
    for (Element memory : domain.select(AUTO_MEMORY)) {
      Element numatune = memory.getParentElement();
      boolean alone = numatune != null && numatune.getChildren().size() == 1;
      domain.remove(alone ? numatune : memory, "Automatic placement needs numad on the host");
    }
  }
}
