package org.xen2kvm.converter.rule.vcpu;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Starts the guest with all of its vCPUs where the number to start with cannot be. */
final class CurrentVcpusInRange implements Rule {
  private static final DomainPath CURRENT = DomainPath.of("/domain/vcpu[@current]");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "vcpu-current",
      Phase.DOMAIN,
      "Starts the guest with all vCPUs where the number to start with cannot be",
      """
      vcpu/@current says how many of the vCPUs are plugged in at the start (xl: vcpus of maxvcpus); it stays. A number \
      above the maximum is refused ("maximum vCPU count must not be less than current vCPU count"), as is 0 or a word. \
      It is removed with a warning, and the guest starts with all of them.
      """,
      "libvirt, formatdomain: CPU allocation",
      "measured: define with current='5' of 2, and with current='0'");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element vcpu : domain.select(CURRENT)) {
      String current = vcpu.getAttributeValue("current", "").strip();
      String maximum = vcpu.getTextTrim();
      if (!isNumber(current) || (isNumber(maximum) && Integer.parseInt(current) > Integer.parseInt(maximum))) {
        context.warn(
            vcpu,
            "The domain was to start with '" + current + "' of " + maximum + " vCPUs; it starts with all of them",
            "Set vcpu/@current to a number from 1 to the maximum if fewer are wanted.");
        domain.removeAttribute(vcpu, "current", "libvirt refuses a number outside 1 to the maximum");
      }
    }
  }

  private static boolean isNumber(String text) {
    return text.matches("0*[1-9][0-9]{0,8}");
  }
}
