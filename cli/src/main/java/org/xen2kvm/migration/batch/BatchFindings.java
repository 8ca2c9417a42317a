package org.xen2kvm.migration.batch;

import java.util.List;

/**
 * What only all inputs of a batch together show. Immutable.
 *
 * @param conflicts what several inputs have and only one domain can, in the order of their first inputs
 * @param networks the bridges and networks that nobody mapped, in the order in which they came up
 */
public record BatchFindings(List<Conflict> conflicts, List<UnmappedNetwork> networks) {
  public BatchFindings {
    conflicts = List.copyOf(conflicts);
    networks = List.copyOf(networks);
  }

  public boolean isEmpty() {
    return conflicts.isEmpty() && networks.isEmpty();
  }
}
