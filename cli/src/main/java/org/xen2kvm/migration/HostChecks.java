package org.xen2kvm.migration;

import java.util.ArrayList;
import java.util.List;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.migration.plan.DomainDefinition;

/** Holds a planned domain against what is around it: its host, the Xen host, other guests. Safe for use by several threads. */
@FunctionalInterface
public interface HostChecks {
  /** Knows of nothing. */
  HostChecks NONE = (label, definition) -> List.of();

  /**
   * Returns what stands in the way there, or should be known.
   *
   * @param label how messages call the guest
   * @param definition the definition that the domain has, and the one that it will get
   */
  List<FixFinding> of(String label, DomainDefinition definition);

  /** Returns these checks and then others. */
  default HostChecks and(HostChecks others) {
    return (label, definition) -> {
      List<FixFinding> all = new ArrayList<>(of(label, definition));
      all.addAll(others.of(label, definition));
      return all;
    };
  }
}
