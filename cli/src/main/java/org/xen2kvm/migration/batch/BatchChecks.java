package org.xen2kvm.migration.batch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.guestfix.plan.FixId;
import org.xen2kvm.guestfix.plan.Severity;
import org.xen2kvm.migration.GuestSource;
import org.xen2kvm.migration.HostChecks;
import org.xen2kvm.migration.plan.DomainDefinition;

/** Tells what guests of one batch cannot both have: a name, a UUID, a disk to write to, a network address. Immutable. */
public final class BatchChecks implements HostChecks {
  private static final FixId BATCH = new FixId("batch-conflict");

  private final List<Conflict> conflicts;

  /**
   * Looks at the definitions of a batch, as the policy converts them. One that is refused, or has no definition, takes part in no
   * conflict. Copies of one definition conflict in all that they have, for a plan of each would be applied.
   */
  public BatchChecks(List<GuestSource> guests, Policy policy, HostProfile host) {
    TraitIndex index = new TraitIndex();
    NetworkCoverage coverage = NetworkCoverage.of(policy);
    for (GuestSource guest : guests) {
      guest.definition().ifPresent(definition -> {
        ConversionResult result = DomainConverter.convert(definition, policy, host, GuestFacts.unknown());
        DomainTraits.of(result, coverage).ifPresent(domain -> index.addTraits(guest.label(), domain.traits()));
      });
    }
    this.conflicts = index.findings().conflicts();
  }

  @Override
  public List<FixFinding> of(String label, DomainDefinition definition) {
    List<FixFinding> findings = new ArrayList<>();
    for (Conflict conflict : conflicts) {
      @Nullable Trait trait = conflict.trait();
      if (trait != null && conflict.inputs().contains(label)) {
        List<String> others = conflict.inputs().stream().filter(other -> !other.equals(label)).toList();
        boolean stops = conflict.stopsPlanning();
        findings.add(new FixFinding(BATCH, stops ? Severity.ERROR : Severity.WARNING, "",
            "Other guests of this batch have " + trait.kind().phrase() + " " + trait.value() + " as well: "
                + String.join(", ", others),
            stops ? "If they are one guest, plan it once; else correct the definitions."
                : "Two on one network disturb each other. Give one of them another address."));
      }
    }
    return findings;
  }
}
