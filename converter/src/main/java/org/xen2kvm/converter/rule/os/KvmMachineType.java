package org.xen2kvm.converter.rule.os;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Gives the domain a machine type of QEMU. */
final class KvmMachineType implements Rule {
  private static final DomainPath TYPE = DomainPath.of("/domain/os/type");

  /** i440FX machines by alias and by version: pc, pc-0.14, pc-1.3, pc-i440fx-2.11, pc-i440fx-rhel7.6.0. */
  private static final Pattern I440FX = Pattern.compile("pc(-[0-9][0-9.]*|-i440fx-.+)?");

  /** How many machine types a message lists. */
  private static final int LISTED = 12;

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "os-machine",
      Phase.OS,
      "Sets a machine type of QEMU",
      """
      The machine types xenpv, xenfv, xenpvh and xenner exist under Xen only. The QEMU driver does not say so: it \
      answers "No PCI buses available", or "Cannot automatically add a new PCI bus for a device with connect flags \
      00" when the domain has a Xen balloon or a xenbus controller. The default is pc, because the machine of a Xen \
      HVM guest is an i440FX with PIIX3 too: the guest sees the chipset it knows. UEFI and PVH guests get q35, as \
      does every guest of a host that offers no i440FX. A q35 machine has no IDE; the disk rules then use SATA. A pc \
      machine type that the definition already names stays as long as the host offers it. The policy's \
      machine overrides all of this.
      """,
      "libvirt, formatdomain: operating system booting",
      "measured: 'No PCI buses available' is the most frequent refusal of a definition converted by the guide alone");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    String machine = context.decisions().machine();
    boolean chosen = context.policy().hardware().machine().isPresent();
    for (Element type : domain.select(TYPE)) {
      String before = type.getAttributeValue("machine", "");
      if (!chosen && mayStay(before, context)) {
        continue;
      }
      domain.setAttribute(type, "machine", machine, reason(before, chosen, context));
      if (!context.host().offersMachine(machine)) {
        context.warn(
            type,
            "The host " + context.host().name() + " does not offer the machine type '" + machine + "'",
            "Choose one that it offers as machine in the policy: " + offered(context) + ".");
      }
    }
  }

  /** The disk layout is made for one chipset, so a pc machine cannot stay once q35 is decided. */
  private static boolean mayStay(String machine, RuleContext context) {
    return I440FX.matcher(machine).matches()
        && !context.decisions().isQ35()
        && context.host().offersMachine(machine);
  }

  private static String reason(String before, boolean chosen, RuleContext context) {
    if (chosen) {
      return "The policy chooses this machine type";
    }
    if (context.decisions().efi()) {
      return "A UEFI guest gets the chipset that UEFI firmware is made for";
    }
    if (before.isEmpty() || before.startsWith("xen")) {
      return context.decisions().isQ35()
          ? "The machine type of Xen does not exist under QEMU; q35 is what fits this guest or this host"
          : "The machine type of Xen does not exist under QEMU; pc is the same chipset as that of a Xen HVM guest";
    }
    return "The host does not offer '" + before + "', or it does not fit the guest";
  }

  private static String offered(RuleContext context) {
    String list = context.host().machines().stream().sorted().limit(LISTED).collect(Collectors.joining(", "));
    return context.host().machines().size() > LISTED ? list + " …" : list;
  }
}
