package org.xen2kvm.converter.rule.device;

import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Adds the device on which a crashing guest reports itself. */
final class PanicDevice implements Rule {
  private static final DomainPath PANIC = DomainPath.of("/domain/devices/panic");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "add-panic",
      Phase.DEVICE,
      "Adds a panic device",
      """
      Under Xen a crashing kernel tells the hypervisor; under KVM it needs a pvpanic device, and on_crash has \
      an effect only with one. Runs only when a policy enables it.
      """,
      "libvirt, formatdomain: panic device")
      .onRequest();

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    if (!domain.has(PANIC)) {
      domain.addDevice(DomainEditor.element("panic", "model", "isa"), "The policy asks for a panic device");
    }
  }
}
