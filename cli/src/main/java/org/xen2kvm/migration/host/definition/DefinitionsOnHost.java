package org.xen2kvm.migration.host.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.xml.DomainSyntaxException;
import org.xen2kvm.migration.failure.ShellWord;
import org.xen2kvm.migration.failure.VirshCommand;
import org.xen2kvm.migration.host.local.BridgeCheck;
import org.xen2kvm.migration.host.report.HostFinding;
import org.xen2kvm.runner.DefinedDomain;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.network.HostNetwork;

/**
 * Definitions beside what the host has already.
 *
 * @param host the host
 * @param interfaces the host's interfaces; empty when it is not this machine
 * @param virsh the command that talks to the host
 */
public record DefinitionsOnHost(DomainRunner host, Optional<BridgeCheck> interfaces, VirshCommand virsh) {
  private static final String WHY = "Only a domain that can be converted can be defined";

  /** Returns what there is to tell of them, converted for the host when they are Xen's. */
  public List<HostFinding> check(List<CheckedDefinition> definitions, Policy policy, HostProfile profile) {
    List<DomainIdentity> known = known();
    List<HostNetwork> networks = host.networks();
    List<HostFinding> findings = new ArrayList<>();
    for (CheckedDefinition definition : definitions) {
      ConversionResult result = DomainConverter.convert(definition.text(), policy, profile, GuestFacts.unknown());
      if (result.outcome() == Outcome.REFUSED) {
        findings.add(HostFinding.error("domain-name", definition.label() + " cannot be converted, so nothing was checked for it",
            WHY, "xen2kvm validate " + ShellWord.of(definition.label())));
        continue;
      }
      try {
        findings.addAll(DefinitionCheck.of(
            definition.label(), DomainIdentity.of(result.converted()), known, networks, interfaces, virsh));
      } catch (DomainSyntaxException e) {
        throw new IllegalStateException("The converter's result cannot be read", e);
      }
    }
    return findings;
  }

  private List<DomainIdentity> known() {
    List<DomainIdentity> known = new ArrayList<>();
    for (DefinedDomain domain : host.list()) {
      try {
        known.add(DomainIdentity.of(host.definedXml(domain.name())));
      } catch (RunnerException gone) {
        if (gone.error() != RunnerError.NO_DOMAIN) {
          throw gone;
        }
      } catch (DomainSyntaxException unreadable) {
        // libvirt prints well-formed XML; should one not be, its name and UUID are known all the same
        known.add(new DomainIdentity(
            domain.name(), domain.uuid().toString(), Set.of(), Set.of(), Set.of(), Set.of()));
      }
    }
    return known;
  }
}
