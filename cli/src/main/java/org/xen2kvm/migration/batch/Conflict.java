package org.xen2kvm.migration.batch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that several inputs of a batch have and only one domain can. Immutable.
 *
 * @param trait what they have; null when they are the very same definition, of which nothing more is told
 * @param inputs all of them, in the order of the batch, by the names that messages use; at least two
 */
public record Conflict(@Nullable Trait trait, List<String> inputs) {
  public Conflict {
    inputs = List.copyOf(inputs);
  }

  /** Returns the kind in one word, as reports have it. */
  public String kind() {
    return trait == null ? "definition" : switch (trait.kind()) {
      case NAME -> "name";
      case UUID -> "uuid";
      case ADDRESS -> "address";
      case DISK -> "disk";
      case BRIDGE -> "bridge";
      case NETWORK -> "network";
    };
  }

  /** Returns what the inputs share; empty for a whole definition. */
  public String value() {
    return trait == null ? "" : trait.value();
  }

  /**
   * Returns whether a plan of any of the inputs is refused: two domains cannot have it, or must not. An address can be that of two, on
   * networks apart.
   */
  public boolean stopsPlanning() {
    return trait == null || trait.kind() != Trait.Kind.ADDRESS;
  }

  /** Returns what the inputs share, with which a sentence can begin. */
  public String subject() {
    return trait == null ? "The same definition, character by character,"
        : "T" + trait.kind().phrase().substring(1) + " " + trait.value();
  }

  /** Returns one sentence about the first input. */
  public String message() {
    String others = String.join(", ", inputs.subList(1, inputs.size()));
    return subject() + (trait == null ? " is " : " is also that of ") + others;
  }

  /** Returns what to do about it. */
  public String advice() {
    return trait == null ? "They are one guest: define one of them." : switch (trait.kind()) {
      case NAME, UUID -> "A host has one domain of a name and of a UUID. If they are one guest, define one of them; else give the "
          + "others their own.";
      case ADDRESS -> "Two on one network disturb each other. If they are one guest, define one of them; else give the others "
          + "their own addresses.";
      case DISK -> "Two guests that write to one disk destroy what is on it. If they are one guest, define one of them; if the disks "
          + "lie on different hosts, map their paths apart in the policy.";
      case BRIDGE, NETWORK -> "";
    };
  }
}
