package org.xen2kvm.converter.rule.device;

import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Removes the bus that only Xen has. */
final class NoXenbusController implements Rule {
  private static final DomainPath XENBUS = DomainPath.of("/domain/devices/controller[@type='xenbus']");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "controller-xenbus",
      Phase.DEVICE,
      "Removes the xenbus controller",
      """
      libvirt lists Xen's device bus as a controller since 5.2. KVM has none; left in, define fails with \
      "Cannot automatically add a new PCI bus for a device with connect flags 00".
      """,
      "libvirt, formatdomain: controllers",
      "measured: define with a xenbus controller");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    domain.removeAll(XENBUS, "KVM has no Xen bus");
  }
}
