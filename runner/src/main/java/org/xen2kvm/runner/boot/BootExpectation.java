package org.xen2kvm.runner.boot;

import java.time.Duration;
import java.util.List;

/**
 * What proves that a guest has booted, and how long it may take.
 *
 * @param probes any one of them is enough; at least one
 * @param limit from the moment the guest runs; positive
 */
public record BootExpectation(List<BootProbe> probes, Duration limit) {
  /** Refuses an expectation that nothing could meet. */
  public BootExpectation {
    probes = List.copyOf(probes);
    if (probes.isEmpty() || limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("nothing can be expected of no probe or in no time");
    }
  }
}
