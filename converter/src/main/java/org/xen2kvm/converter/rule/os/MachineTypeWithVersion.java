package org.xen2kvm.converter.rule.os;

import java.util.Optional;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Writes the version of the machine type into the definition, where it names only the newest one by an alias. */
final class MachineTypeWithVersion implements Rule {
  private static final DomainPath TYPE = DomainPath.of("/domain/os/type");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "os-machine-versioned",
      Phase.OS,
      "Names the machine type with its version",
      """
      pc and q35 are aliases: each host reads them as the newest machine type that its QEMU has. A definition with an \
      alias that is defined on two hosts therefore is two machines, and a guest that moves while it runs needs the \
      same one on both. The host profile says what the alias stands for on the KVM host (virsh capabilities, \
      canonical=…). libvirt does the same at define, so a definition that comes from virsh dumpxml has a version \
      already; here it is fixed before, so that all hosts get the same one: give the profile of the oldest host that \
      the guest shall run on. Without such a profile nothing is changed, and os-machine-migration says so.
      """,
      "libvirt, formatdomain: operating system booting; formatcaps: guest capabilities",
      "measured: a domain defined with machine='pc' has 'pc-i440fx-7.2' afterwards, libvirt 9.0")
      .forMigration();

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element type : domain.select(TYPE)) {
      String alias = type.getAttributeValue("machine", "");
      Optional<String> machine = context.host().machineBehind(alias);
      if (machine.isPresent()) {
        domain.setAttribute(
            type,
            "machine",
            machine.get(),
            "'" + alias + "' is another machine on each host; a guest that moves needs the same one everywhere");
      }
    }
  }
}
