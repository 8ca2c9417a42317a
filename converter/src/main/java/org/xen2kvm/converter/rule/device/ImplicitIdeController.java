package org.xen2kvm.converter.rule.device;

import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Leaves IDE controllers to the machine type. */
final class ImplicitIdeController implements Rule {
  private static final DomainPath IDE = DomainPath.of("/domain/devices/controller[@type='ide']");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "controller-ide",
      Phase.DEVICE,
      "Leaves IDE controllers to the machine type",
      """
      A pc machine has its IDE controller built in, and a q35 machine has none ("IDE controllers are \
      unsupported for this QEMU binary or machine type"). libvirt writes the right one by itself.
      """,
      "libvirt, formatdomain: controllers",
      "measured: define on q35");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    domain.removeAll(IDE, "The machine type brings its own IDE controller, or none");
  }
}
