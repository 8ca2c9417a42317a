package org.xen2kvm.migration.batch;

/**
 * Something that a domain has and that matters beyond it. Immutable.
 *
 * @param kind what it is
 * @param value which, spelled as every domain's is, so that equal things are equal texts
 */
public record Trait(Kind kind, String value) implements Comparable<Trait> {

  /** What a trait is. */
  public enum Kind {
    NAME("the name"),
    UUID("the UUID"),
    /** The hardware address of a network interface. */
    ADDRESS("the address"),
    /** An image or device that the domain writes to. */
    DISK("the disk"),
    /** A bridge that the KVM host has to have, for no mapping says which one of its own is meant. */
    BRIDGE("the bridge"),
    /** The same of a libvirt network. */
    NETWORK("the network");

    private final String phrase;

    Kind(String phrase) {
      this.phrase = phrase;
    }

    /** Returns what messages call it, with its article. */
    public String phrase() {
      return phrase;
    }

    /** Returns whether only one domain can have it. */
    public boolean isExclusive() {
      return this != BRIDGE && this != NETWORK;
    }
  }

  /** Orders by kind, then by value. */
  @Override
  public int compareTo(Trait other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : value.compareTo(other.value);
  }
}
