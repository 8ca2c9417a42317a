package org.xen2kvm.guestfix.plan;

import java.util.List;
import java.util.Optional;

/**
 * All that will be done inside one guest. Empty of actions when nothing is to be done. Immutable.
 *
 * @param actions what to do, in order
 * @param directBoot how the host starts the guest; empty when it starts by itself
 * @param findings what a person should know
 */
public record FixPlan(List<GuestAction> actions, Optional<DirectBoot> directBoot, List<FixFinding> findings) {
  public FixPlan {
    actions = List.copyOf(actions);
    findings = List.copyOf(findings);
  }

  /** Returns whether the guest cannot be fixed, so that nothing may be applied. */
  public boolean isRefused() {
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
  }
}
