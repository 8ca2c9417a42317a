package org.xen2kvm.migration;

import java.util.List;
import org.xen2kvm.guestfix.plan.FixFinding;

/** Holds a planned domain against the host that it is for. Safe for use by several threads. */
@FunctionalInterface
public interface HostChecks {
  /** Knows no host. */
  HostChecks NONE = (label, definition) -> List.of();

  /**
   * Returns what stands in the way there, or should be known.
   *
   * @param label how messages call the guest
   * @param definition the definition that the domain will get
   */
  List<FixFinding> of(String label, String definition);
}
