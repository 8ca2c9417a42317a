package org.xen2kvm.converter.rule.cpu;

import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.policy.Policy.DomainType;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Gives the guest a CPU like the host's, as Xen did. */
final class CpuLikeTheHost implements Rule {
  private static final DomainPath CPU = DomainPath.of("/domain/cpu");

  private static final Set<String> MODES = Set.of("host-model", "host-passthrough", "maximum");
  private static final String NONE = "none";

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "cpu-default",
      Phase.CPU,
      "Shows the guest the host's CPU model",
      """
      Xen shows a guest the CPU of its host. A KVM domain without <cpu> gets the model qemu64, which lacks what \
      current distributions are compiled for: glibc of RHEL 9 and SLES 15 stops with "CPU does not support \
      x86-64-v2". host-model is as close to the host as a guest can be that shall still move between hosts; where \
      hosts differ much, name a model that all of them have in cpu-mode of the policy. host-passthrough, \
      maximum and none (libvirt's default) can be chosen there as well, and replace the mode that a definition has. \
      On some nested hosts QEMU cannot start with the host's model ("failed to set MSR 0x10a"); none helps there. A \
      <cpu> element that has only topology, NUMA cells or feature policies gets the mode too; feature policies \
      without a model are refused: "Non-empty feature list specified without CPU model". Where the host's \
      capabilities say that it has no host-model, maximum is used, or else nothing.
      """,
      "libvirt, formatdomain: CPU model and topology",
      "measured: with type qemu, host-model and maximum start and host-passthrough does not");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    boolean asked = context.policy().hardware().cpuMode().isPresent();
    String mode = context.policy().hardware().cpuMode().orElseGet(() -> offeredDefault(domain.root(), context));
    if (mode.equals(NONE)) {
      return;
    }
    String reason = asked
        ? "The policy chooses this CPU"
        : "Xen shows the guest its host's CPU; libvirt's default is qemu64";
    Element cpu = domain.first(CPU);
    if (cpu == null) {
      Element added = MODES.contains(mode) ? DomainEditor.element("cpu", "mode", runnable(mode, context)) : model(mode);
      domain.addPart(added, reason);
    } else if (asked || !saysWhichModel(cpu)) {
      change(domain, cpu, mode, reason, context);
    }
  }

  private static boolean saysWhichModel(Element cpu) {
    return cpu.getAttribute("mode") != null || cpu.getAttribute("match") != null || cpu.getChild("model") != null;
  }

  private static void change(DomainEditor domain, Element cpu, String mode, String reason, RuleContext context) {
    Element before = cpu.getChild("model");
    if (MODES.contains(mode)) {
      domain.setAttribute(cpu, "mode", runnable(mode, context), reason);
      domain.removeAttribute(cpu, "match", reason);
      if (before != null) {
        domain.remove(before, reason);
      }
      return;
    }
    domain.setAttribute(cpu, "mode", "custom", reason);
    if (before == null) {
      domain.insert(cpu, new Element("model").setText(mode), 0, reason);
    } else if (before.getChildren().isEmpty()) {
      domain.setText(before, mode, reason);
    }
  }

  private static Element model(String name) {
    Element cpu = DomainEditor.element("cpu", "mode", "custom", "match", "exact");
    return cpu.addContent(new Element("model").setText(name));
  }

  /** Software emulation has no host CPU to pass through; the most that it can emulate is what comes nearest. */
  private static String runnable(String mode, RuleContext context) {
    boolean emulated = context.policy().domain().type() == DomainType.QEMU;
    return emulated && mode.equals("host-passthrough") ? "maximum" : mode;
  }

  private static String offeredDefault(Element root, RuleContext context) {
    if (context.host().offersCpuMode("host-model")) {
      return "host-model";
    }
    boolean maximum = context.host().offersCpuMode("maximum");
    context.note(root, "The host " + context.host().name() + " offers no CPU mode host-model; the guest gets "
        + (maximum ? "the most that the emulator can do" : "libvirt's default CPU, which may be too old for it"));
    return maximum ? "maximum" : NONE;
  }
}
