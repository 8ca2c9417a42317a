package org.xen2kvm.converter.rule.cpu;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Gives a guest that shall move the model of the host's CPU instead of the CPU itself. */
final class HostModelForMigration implements Rule {
  private static final DomainPath CPU = DomainPath.of("/domain/cpu[@mode='host-passthrough' or @mode='maximum']");
  private static final String REASON =
      "The host's own CPU exists on no other host; its model runs wherever a CPU has all of that model's features";

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "cpu-host-model",
      Phase.CPU,
      "Replaces CPU passthrough by the host's CPU model",
      """
      With host-passthrough the guest sees the very CPU of its host, and with maximum all that QEMU can do there; \
      libvirt calls a live migration of such a guest safe only between hosts of the same CPU, microcode, kernel and \
      QEMU. With host-model libvirt writes a named model and its features into the running domain, and compares them \
      with the other host before the guest moves. Where hosts differ, name a model that all of them have in cpu-mode \
      of the policy. What the policy names there is not touched, and neither is the mode of a host that offers no \
      host-model. The attribute migratable goes, because it belongs to the other modes.
      """,
      "libvirt, formatdomain: CPU model and topology",
      "libvirt, QEMU CPU model configuration: recommendations for live migration")
      .forMigration();

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    if (context.policy().hardware().cpuMode().isPresent() || !context.host().offersCpuMode("host-model")) {
      return;
    }
    for (Element cpu : domain.select(CPU)) {
      domain.setAttribute(cpu, "mode", "host-model", REASON);
      domain.removeAttribute(cpu, "migratable", "Only host-passthrough and maximum have the attribute");
    }
  }
}
