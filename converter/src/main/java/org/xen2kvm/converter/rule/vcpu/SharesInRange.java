package org.xen2kvm.converter.rule.vcpu;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Keeps CPU shares in the range that libvirt takes, and says that their scale is another one. */
final class SharesInRange implements Rule {
  private static final DomainPath SHARES = DomainPath.of("/domain/cputune/shares");

  /** libvirt's range: VIR_CGROUP_CPU_SHARES_MIN and _MAX. */
  private static final long MIN = 2;

  private static final long MAX = 262_144;

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "cputune-shares",
      Phase.DOMAIN,
      "Keeps CPU shares in libvirt's range and points out their scale",
      """
      <shares> is a weight against the other domains of a host. An ordinary Xen domain weighs 256, a control group \
      1024 (cgroup v1) or 100 (v2). Only the proportion between the domains of one host counts, so the numbers stay: \
      scaling them would be wrong as soon as one domain of the host is not converted. A warning says that a domain \
      without shares has another weight now. Xen's smallest weight 1 lies outside libvirt's range ("Value of cputune \
      'shares' must be in range [2, 262144]"), so it becomes 2; what is no number is removed.
      """,
      "Xen, xl: sched-credit",
      "libvirt, formatdomain: CPU tuning",
      "measured: define with shares 1, 256 and 262145");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element shares : domain.select(SHARES)) {
      String text = shares.getTextTrim();
      if (!shares.getChildren().isEmpty() || !text.matches("[0-9]{1,18}")) {
        context.warn(
            shares, "The CPU shares '" + text + "' are no number and were removed", "Set them again if needed.");
        domain.remove(shares, "libvirt cannot read the number");
        continue;
      }
      long inRange = Math.min(Math.max(Long.parseLong(text), MIN), MAX);
      domain.setText(shares, Long.toString(inRange), "libvirt takes shares from 2 to 262144");
      context.warn(
          shares,
          "CPU shares of " + inRange + " were weighed against Xen's default of 256",
          "Compare them with the other domains of the KVM host, whose default is 1024 (cgroup v1) or 100 (cgroup v2).");
    }
  }
}
