package org.xen2kvm.converter.rule.cpu;

import java.util.List;
import java.util.OptionalInt;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Switches ACPI and APIC on for guests that had neither, so that they find all their CPUs. */
final class AcpiAndApicOn implements Rule {
  private static final DomainPath FEATURES = DomainPath.of("/domain/features");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "features-acpi-apic",
      Phase.CPU,
      "Switches ACPI and APIC on",
      """
      A paravirtual guest has no <features>, because Xen told its kernel everything. On a virtual PC the kernel \
      learns from ACPI how many CPUs there are and that somebody pressed the power button. Without it nothing fails \
      visibly: Debian 12's kernel says "ACPI: Interpreter disabled" and brings up one of four CPUs, and virsh \
      shutdown has no effect. <apic/> alone does not help.

      PV and PVH guests get both, as does an HVM guest without any <features>. An HVM guest that has features but no \
      ACPI keeps them, since somebody may have switched ACPI off for an old Windows; with more than one CPU that is \
      worth a warning. UEFI guests always get ACPI: libvirt answers "UEFI requires ACPI on this architecture".
      """,
      "libvirt, formatdomain: hypervisor features",
      "libvirt FAQ: graceful shutdown needs ACPI",
      "measured: 1 of 4 CPUs without, 4 of 4 with ACPI");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Element features = domain.first(FEATURES);
    boolean always = context.kind().hasOnlyXenDevices();
    if (features == null) {
      List<Element> both = List.of(new Element("acpi"), new Element("apic"));
      domain.addPart(DomainEditor.element("features", both), "Without ACPI the guest uses one CPU and ignores a shutdown");
    } else if (always || context.decisions().efi()) {
      String reason = always
          ? "Without ACPI the guest uses one CPU and ignores a shutdown"
          : "UEFI requires ACPI";
      Element acpi = features.getChild("acpi");
      if (acpi == null) {
        acpi = domain.insert(features, new Element("acpi"), 0, reason);
      }
      if (always && features.getChild("apic") == null) {
        domain.insertAfter(acpi, new Element("apic"), "Several CPUs need an APIC");
      }
    } else if (features.getChild("acpi") == null) {
      warnAboutCpus(features, domain, context);
    }
  }

  private static void warnAboutCpus(Element features, DomainEditor domain, RuleContext context) {
    OptionalInt vcpus = VcpuCount.of(domain);
    if (vcpus.isPresent() && vcpus.getAsInt() > 1) {
      context.warn(
          features,
          "ACPI is switched off for a guest with " + vcpus.getAsInt() + " CPUs; most kernels will use one of them only",
          "Add <acpi/> to <features>, unless the guest is known to need it off.");
    }
  }
}
