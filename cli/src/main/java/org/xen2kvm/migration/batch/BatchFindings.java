package org.xen2kvm.migration.batch;

import java.util.List;

/**
 * What only all inputs of a batch together show. Immutable.
 *
 * @param conflicts what several inputs have and only one domain can, in the order of their first inputs
 * @param networks the bridges and networks that nobody mapped, in the order in which they came up
 */
public record BatchFindings(List<Conflict> conflicts, List<UnmappedNetwork> networks) {
  private static final BatchFindings NONE = new BatchFindings(List.of(), List.of());

  public BatchFindings {
    conflicts = List.copyOf(conflicts);
    networks = List.copyOf(networks);
  }

  /** Returns the findings of a batch that has none. */
  public static BatchFindings none() {
    return NONE;
  }

  public boolean isEmpty() {
    return conflicts.isEmpty() && networks.isEmpty();
  }
}
