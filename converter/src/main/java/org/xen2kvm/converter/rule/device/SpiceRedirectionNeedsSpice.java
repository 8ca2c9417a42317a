package org.xen2kvm.converter.rule.device;

import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Leaves USB redirection through spice only to domains with a spice display. */
final class SpiceRedirectionNeedsSpice implements Rule {
  private static final DomainPath REDIRECTION =
      DomainPath.of("/domain/devices/redirdev[@type='spicevmc'][not(../graphics[@type='spice'])]");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "redirdev",
      Phase.DEVICE,
      "Removes USB redirection that has no spice display",
      """
      USB redirection through spice needs a spice display ("chardev 'spicevmc' not supported without spice \
      graphics").
      """,
      "libvirt, formatdomain: redirected devices",
      "measured: define without spice");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    domain.removeAll(REDIRECTION, "Redirection through spice needs a spice display");
  }
}
