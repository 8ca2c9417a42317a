package org.xen2kvm.converter.rule.migration;

import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Tells where the guest sees a CPU that no other host has, or a clock that QEMU does not move. */
final class PortableCpuNeeded implements Rule {
  private static final DomainPath CPU = DomainPath.of("/domain/cpu");
  private static final DomainPath TSC = DomainPath.of("/domain/clock/timer[@name='tsc'][@frequency]");
  private static final Set<String> OF_THIS_HOST = Set.of("host-passthrough", "maximum");
  private static final Set<String> ON = Set.of("require", "force");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "cpu-migration",
      Phase.VERIFY,
      "Tells where the CPU ties a guest to its host",
      """
      A guest with host-passthrough or maximum may crash on a host whose CPU, microcode, kernel or QEMU differs: \
      libvirt does not compare, because it does not know what the guest sees. cpu-host-model makes host-model of it. A \
      domain without <cpu> has QEMU's oldest model, which moves anywhere.

      The invariant time stamp counter (feature invtsc) does not move at all, unless the domain fixes the counter's \
      frequency: "domain has 'invtsc' CPU feature but TSC frequency is not specified". migratable='off' turns it on, \
      too: "State blocked by non-migratable CPU device (invtsc flag)".
      """,
      "libvirt, formatdomain: CPU model and topology",
      "libvirt, qemu_migration.c: qemuMigrationSrcIsAllowed",
      "QEMU, target/i386/cpu.c and kvm.c")
      .forMigration();

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    boolean fixedFrequency = domain.has(TSC);
    for (Element cpu : domain.select(CPU)) {
      String mode = cpu.getAttributeValue("mode", "");
      if (OF_THIS_HOST.contains(mode) && cpu.getAttributeValue("migratable", "on").equals("off") && !fixedFrequency) {
        context.refuse(
            cpu,
            "The guest sees CPU features that QEMU cannot move to another host (migratable='off')",
            "Remove the attribute migratable, or use host-model.");
      } else if (OF_THIS_HOST.contains(mode)) {
        context.warn(
            cpu,
            "The guest sees the very CPU of its host (" + mode + "), and may crash on a host that differs in the least",
            "Use host-model, as --for-live-migration does, or a model that all hosts have; keep it only where CPU, microcode,"
                + " kernel and QEMU of all hosts are the same.");
      }
      invariantCounter(cpu, fixedFrequency, context);
    }
  }

  private static void invariantCounter(Element cpu, boolean fixedFrequency, RuleContext context) {
    for (Element feature : cpu.getChildren("feature")) {
      boolean on = ON.contains(feature.getAttributeValue("policy", "require"));
      if (!fixedFrequency && on && feature.getAttributeValue("name", "").equals("invtsc")) {
        context.refuse(
            feature,
            "The guest has an invariant time stamp counter of no fixed frequency, which libvirt refuses to move",
            "Remove the feature invtsc, or set <timer name='tsc' frequency='…'/> under <clock>, in Hz, to what all hosts"
                + " can do.");
      }
    }
  }
}
