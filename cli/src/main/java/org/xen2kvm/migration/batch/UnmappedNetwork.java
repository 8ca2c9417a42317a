package org.xen2kvm.migration.batch;

import java.util.List;

/**
 * A bridge or network that converted domains name as the Xen host did, for no mapping of the policy covers it. Immutable.
 *
 * @param trait which
 * @param inputs the inputs that name it, in the order of the batch, by the names that messages use; at least one
 */
public record UnmappedNetwork(Trait trait, List<String> inputs) {
  public UnmappedNetwork {
    inputs = List.copyOf(inputs);
  }

  /** Returns the kind in one word, as policies and reports have it. */
  public String kind() {
    return trait.kind() == Trait.Kind.BRIDGE ? "bridge" : "network";
  }

  /** Returns one sentence that names no input. */
  public String subject() {
    return "No mapping of the policy covers the " + kind() + " " + trait.value();
  }

  /** Returns one sentence about the first input. */
  public String message() {
    int others = inputs.size() - 1;
    String also = others == 0 ? "" : others == 1 ? ", that of one other input, too" : ", that of " + others + " other inputs, too";
    return subject() + also;
  }

  /** Returns what to do about it. */
  public String advice() {
    return "Map it in the policy's networks, or see that the KVM host has a " + kind() + " of that name.";
  }
}
