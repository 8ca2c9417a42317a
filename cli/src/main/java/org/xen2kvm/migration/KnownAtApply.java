package org.xen2kvm.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainPath;
import org.xen2kvm.converter.xml.DomainSyntaxException;
import org.xen2kvm.converter.xml.DomainTree;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.guestfix.plan.FixId;
import org.xen2kvm.guestfix.plan.Severity;
import org.xen2kvm.migration.plan.DomainDefinition;
import org.xen2kvm.migration.plan.RunPlan;

/** Says which values of a domain no plan can show, because the host makes them up when it is applied. Stateless. */
final class KnownAtApply {
  private static final FixId ID = new FixId("known-at-apply");
  private static final DomainPath UUID = DomainPath.of("/domain/uuid");
  private static final DomainPath NICS_WITHOUT_MAC = DomainPath.of("/domain/devices/interface[not(mac)]");

  private KnownAtApply() {}

  /** Returns a note for each; none for a domain that is defined nowhere. */
  static List<FixFinding> of(DomainDefinition definition, Optional<RunPlan> run) {
    List<FixFinding> notes = new ArrayList<>();
    if (run.isEmpty()) {
      return notes;
    }
    DomainTree domain;
    try {
      domain = DomainParser.parse(definition.domain());
    } catch (DomainSyntaxException e) {
      throw new IllegalStateException("The converter's result cannot be read", e);
    }
    if (domain.select(UUID).isEmpty()) {
      notes.add(note("the domain's UUID, because the definition has none and libvirt makes one up"));
    }
    if (!domain.select(NICS_WITHOUT_MAC).isEmpty()) {
      notes.add(note("the addresses of network cards for which the definition has none"));
    }
    if (run.get().pool().isPresent()) {
      notes.add(note("the paths of the disks' copies in the pool " + run.get().pool().get() + " of " + run.get().uri()));
    }
    return notes;
  }

  private static FixFinding note(String what) {
    return new FixFinding(ID, Severity.NOTE, "", "Known only when the plan is applied: " + what, "");
  }
}
