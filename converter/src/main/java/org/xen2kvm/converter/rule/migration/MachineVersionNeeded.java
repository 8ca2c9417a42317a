package org.xen2kvm.converter.rule.migration;

import java.util.Optional;
import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Tells that each host reads the machine type in its own way. */
final class MachineVersionNeeded implements Rule {
  private static final DomainPath TYPE = DomainPath.of("/domain/os/type");

  /** QEMU's own aliases and those that Ubuntu adds; a host profile knows the others. */
  private static final Set<String> ALIASES = Set.of("", "pc", "q35", "ubuntu", "ubuntu-q35");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "os-machine-migration",
      Phase.VERIFY,
      "Tells where a machine type lacks its version",
      """
      An alias such as pc, or no machine type at all, is the newest machine type of whichever host defines the domain, \
      which an older host does not have: "Emulator … does not support machine type". os-machine-versioned writes the \
      version where the host profile knows it.

      Addresses of devices need no such care. libvirt assigns them at define, keeps them in the persistent definition \
      and sends them along with the guest, as it does with the version that it made of an alias. So a domain that is \
      defined on one host and moves from there to others is the same machine everywhere; one that is defined anew from \
      this file on another host need not be.
      """,
      "libvirt, formatdomain: operating system booting, device addresses",
      "measured: a domain defined without addresses, with machine='pc', has both in virsh dumpxml --inactive, libvirt 9.0")
      .forMigration();

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element type : domain.select(TYPE)) {
      String machine = type.getAttributeValue("machine", "");
      Optional<String> behind = context.host().machineBehind(machine);
      if (behind.isPresent() || ALIASES.contains(machine)) {
        context.warn(
            type,
            (machine.isEmpty() ? "Without a machine type" : "With the machine type '" + machine + "'")
                + " the guest gets the newest machine of the host that defines it, which older hosts cannot take over",
            behind
                .map(version -> "Name the version: '" + version + "' is that of the host " + context.host().name() + ".")
                .orElse("Give what virsh capabilities says on the oldest of the hosts by --host, and convert with"
                    + " --for-live-migration; or name a version as machine in the policy."));
      }
    }
  }
}
