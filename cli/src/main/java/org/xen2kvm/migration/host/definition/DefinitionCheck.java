package org.xen2kvm.migration.host.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.xen2kvm.migration.failure.ShellWord;
import org.xen2kvm.migration.failure.VirshCommand;
import org.xen2kvm.migration.host.local.BridgeCheck;
import org.xen2kvm.migration.host.report.HostFinding;
import org.xen2kvm.runner.network.HostNetwork;

/** Whether a domain's name, UUID and addresses are free on the host, and what it names is there. Stateless. */
final class DefinitionCheck {
  private static final String WHY_NAME =
      "libvirt refuses a second domain of a name or UUID, and one with both takes the place of the domain that is there";
  private static final String WHY_MAC = "Two guests with one address on one network disturb each other when both run";
  private static final String WHY_NETWORK = "A domain with a card on a network, bridge or interface that is not there does"
      + " not start; a policy (networks:) puts cards on others";

  private DefinitionCheck() {}

  /**
   * Returns what to tell of one domain.
   *
   * @param label what messages call its definition
   * @param known the domains of the host
   * @param networks the virtual networks of the host
   * @param interfaces the interfaces of the host; empty when it is not this machine
   * @param virsh the command that talks to the host
   */
  static List<HostFinding> of(
      String label, DomainIdentity domain, List<DomainIdentity> known, List<HostNetwork> networks,
      Optional<BridgeCheck> interfaces, VirshCommand virsh) {
    List<HostFinding> findings = new ArrayList<>();
    findings.addAll(identity(label, domain, known, virsh));
    findings.add(macs(label, domain, known, virsh));
    findings.addAll(networks(label, domain, networks, virsh));
    findings.addAll(interfaces(label, domain, interfaces));
    return findings;
  }

  private static List<HostFinding> identity(
      String label, DomainIdentity domain, List<DomainIdentity> known, VirshCommand virsh) {
    for (DomainIdentity each : known) {
      boolean name = each.name().equals(domain.name());
      boolean uuid = !domain.uuid().isEmpty() && each.uuid().equals(domain.uuid());
      String dump = virsh.of("dumpxml", each.name());
      if (name && uuid) {
        return List.of(HostFinding.warning("domain-name",
            label + ": the host has this domain " + each.name() + " already, with the same UUID", WHY_NAME, dump));
      } else if (name) {
        return List.of(HostFinding.error("domain-name", label + ": the host has another domain " + each.name(), WHY_NAME,
            virsh.of("domrename", each.name(), each.name() + "-old")));
      } else if (uuid) {
        return List.of(HostFinding.error("domain-uuid",
            label + ": the UUID " + domain.uuid() + " belongs to the host's domain " + each.name(), WHY_NAME,
            "xen2kvm convert --uuid new"));
      }
    }
    return List.of(HostFinding.ok("domain-name", label + ": " + domain.name() + " and its UUID are free", WHY_NAME));
  }

  private static HostFinding macs(String label, DomainIdentity domain, List<DomainIdentity> known, VirshCommand virsh) {
    for (DomainIdentity each : known) {
      Set<String> shared = new TreeSet<>(each.macs());
      shared.retainAll(domain.macs());
      boolean itself = each.name().equals(domain.name()) && each.uuid().equals(domain.uuid());
      if (!shared.isEmpty() && !itself) {
        return HostFinding.warning("domain-mac",
            label + ": the address " + String.join(", ", shared) + " belongs to a card of the host's domain " + each.name(),
            WHY_MAC, virsh.of("domiflist", each.name()));
      }
    }
    return HostFinding.ok("domain-mac", label + ": the addresses of its cards are free", WHY_MAC);
  }

  private static List<HostFinding> networks(
      String label, DomainIdentity domain, List<HostNetwork> networks, VirshCommand virsh) {
    Set<String> all = networks.stream().map(HostNetwork::name).collect(Collectors.toSet());
    Set<String> active = networks.stream().filter(HostNetwork::active).map(HostNetwork::name).collect(Collectors.toSet());
    List<HostFinding> findings = new ArrayList<>();
    for (String name : domain.networks()) {
      if (!all.contains(name)) {
        findings.add(HostFinding.error("domain-network", label + ": the host has no network " + name, WHY_NETWORK,
            virsh.of("net-list", "--all")));
      } else if (!active.contains(name)) {
        findings.add(HostFinding.error("domain-network", label + ": network " + name + " is not active", WHY_NETWORK,
            virsh.of("net-start", name)));
      } else {
        findings.add(HostFinding.ok("domain-network", label + ": network " + name + " is active", WHY_NETWORK));
      }
    }
    return findings;
  }

  private static List<HostFinding> interfaces(String label, DomainIdentity domain, Optional<BridgeCheck> interfaces) {
    List<HostFinding> findings = new ArrayList<>();
    for (String name : domain.bridges()) {
      if (interfaces.isEmpty()) {
        findings.add(HostFinding.note("domain-network",
            label + ": not checked whether bridge " + name + " exists; only the host itself tells", WHY_NETWORK, ""));
      } else if (interfaces.get().bridges().contains(name)) {
        findings.add(HostFinding.ok("domain-network", label + ": bridge " + name + " exists", WHY_NETWORK));
      } else {
        findings.add(HostFinding.error("domain-network", label + ": the host has no bridge " + name, WHY_NETWORK,
            "nmcli connection add type bridge ifname " + ShellWord.of(name) + " con-name " + ShellWord.of(name)));
      }
    }
    for (String name : domain.devices()) {
      if (interfaces.isEmpty()) {
        findings.add(HostFinding.note("domain-network",
            label + ": not checked whether interface " + name + " exists; only the host itself tells", WHY_NETWORK, ""));
      } else if (!interfaces.get().all().contains(name)) {
        findings.add(HostFinding.error("domain-network", label + ": the host has no interface " + name, WHY_NETWORK, "ip link"));
      }
    }
    return findings;
  }
}
