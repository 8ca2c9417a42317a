package org.xen2kvm.converter.rule.cpu;

import org.jdom2.Element;
import org.xen2kvm.converter.policy.Policy.DomainType;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Keeps CPU passthrough and feature policies, in the form in which they start under KVM. */
final class CpuModeRunsHere implements Rule {
  private static final DomainPath PASSTHROUGH = DomainPath.of("/domain/cpu[@mode='host-passthrough']");
  private static final DomainPath FORBIDDEN = DomainPath.of("/domain/cpu/feature[@policy='forbid']");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "cpu-nested",
      Phase.CPU,
      "Keeps nested virtualisation and CPU feature policies",
      """
      libvirt's Xen driver writes nestedhvm=1 as host-passthrough, and nestedhvm=0 or a cpuid mask as feature \
      policies beside it. They are valid for KVM as they stand, with two exceptions. forbid means to Xen that the \
      guest does not see the feature; to the QEMU driver it means that the guest must not start on a host that has \
      it: "Host CPU provides forbidden features". disable is what was meant. And host-passthrough does not start \
      under software emulation: "CPU mode 'host-passthrough' … is not supported by hypervisor"; maximum takes its \
      place in a domain of type qemu, and on a host whose capabilities lack passthrough. A guest that runs virtual \
      machines itself also needs nested=1 for the host's kvm_intel or kvm_amd module.
      """,
      "libvirt, formatdomain: CPU model and topology, feature policies",
      "measured: forbid with host-model and host-passthrough with type qemu are accepted and do not start");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    boolean emulated = context.policy().domain().type() == DomainType.QEMU;
    for (Element cpu : domain.select(PASSTHROUGH)) {
      if (emulated) {
        domain.setAttribute(cpu, "mode", "maximum", "Software emulation has no host CPU to pass through");
      } else if (!context.host().offersCpuMode("host-passthrough")) {
        String mode = context.host().offersCpuMode("maximum") ? "maximum" : "host-model";
        domain.setAttribute(cpu, "mode", mode, "The host does not offer host-passthrough");
      }
    }
    for (Element feature : domain.select(FORBIDDEN)) {
      domain.setAttribute(
          feature, "policy", "disable", "Xen hides the feature; libvirt would refuse to start on a host that has it");
    }
  }
}
