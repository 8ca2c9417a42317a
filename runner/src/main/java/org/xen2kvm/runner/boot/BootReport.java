package org.xen2kvm.runner.boot;

import java.time.Duration;
import java.util.Optional;
import org.xen2kvm.runner.DomainState;

/**
 * How a boot went.
 *
 * @param proven whether a probe held
 * @param by which one; empty when not proven
 * @param state of the domain at the end of the watch; {@link DomainState#SHUT_OFF} also for one that is gone
 * @param serialTail the last 65536 characters at most of what the guest wrote on its serial console, with all control
 *     characters: escape them before they go to a terminal
 * @param took since the guest ran
 * @param failure why not proven, in one sentence; empty when proven
 */
public record BootReport(
    boolean proven, Optional<BootProbe> by, DomainState state, String serialTail, Duration took, String failure) {
  /** Holds the report together: proven by something, or not for a reason. */
  public BootReport {
    if (proven != by.isPresent() || proven != failure.isEmpty()) {
      throw new IllegalArgumentException("either proven by a probe, or failed for a reason");
    }
  }
}
