package org.xen2kvm.converter.rule.vcpu;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Turns Xen's CPU cap into a quota for the whole domain. */
final class CpuCapToQuota implements Rule {
  private static final DomainPath CAPPED = DomainPath.of("/domain/vcpu[@cpu_cap]");

  /** Microseconds; the period of Linux and libvirt's own default. 1 % of one CPU is a thousand of them. */
  private static final int PERIOD = 100_000;

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "vcpu-cap",
      Phase.DOMAIN,
      "Turns Xen's CPU cap into a quota for the whole domain",
      """
      Xen's credit scheduler caps a domain at a percentage of one physical CPU: 50 is half a CPU, 400 is four. \
      Hand-written and old definitions carry it as vcpu/@cpu_cap, which libvirt's schema refuses. On KVM the same \
      limit is a global quota: cap × 1000 µs in each period of 100000 µs, over all threads of the domain. 0 means no \
      cap. A quota that the definition has already is left alone.
      """,
      "Xen, xl.cfg: cap",
      "libvirt, formatdomain: CPU tuning, global_period and global_quota");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element vcpu : domain.select(CAPPED)) {
      String cap = vcpu.getAttributeValue("cpu_cap", "").strip();
      if (cap.matches("0*[1-9][0-9]{0,5}")) {
        limit(domain, vcpu, Long.parseLong(cap));
      } else if (!cap.matches("0+")) {
        context.warn(
            vcpu,
            "The CPU cap '" + cap + "' is no percentage and was removed",
            "Add cputune/global_quota if the guest's CPU time shall be limited.");
      }
      domain.removeAttribute(vcpu, "cpu_cap", "libvirt's schema has no such attribute");
    }
  }

  private static void limit(DomainEditor domain, Element vcpu, long percent) {
    Element cputune = domain.root().getChild("cputune");
    if (cputune == null) {
      cputune = domain.insertAfter(vcpu, new Element("cputune"), "The CPU cap becomes a quota");
    }
    if (cputune.getChild("global_quota") != null) {
      return;
    }
    String reason = "A cap of " + percent + " % of one CPU is this quota for the whole domain";
    Element period = cputune.getChild("global_period");
    if (period == null) {
      domain.append(cputune, new Element("global_period").setText(Integer.toString(PERIOD)), reason);
    } else {
      domain.setText(period, Integer.toString(PERIOD), reason);
    }
    domain.append(cputune, new Element("global_quota").setText(Long.toString(percent * PERIOD / 100)), reason);
  }
}
