package org.xen2kvm.converter.rule.guide;

import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Performs the steps X10 and X11 of the guide. */
final class GuideConsole implements Rule {
  private static final DomainPath CONSOLES = DomainPath.of("/domain/devices/console | /domain/devices/serial");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "guide-console",
      Phase.CONSOLE,
      "Removes consoles and serial ports, as the guide does",
      """
      Steps X10 and X11. virsh console has nothing to connect to afterwards; the default profile's console- \
      serial gives the guest a serial console.
      """,
      "SUSE Virtualization Guide, Xen to KVM migration, step X10, X11");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    domain.removeAll(CONSOLES, "Guide, steps X10 and X11");
  }
}
