package org.xen2kvm.converter;

import java.util.Optional;

/**
 * What is known about the system inside the guest; every part may be unknown, then rules assume and say so. Immutable.
 *
 * @param os the kind of operating system
 * @param osName what it calls itself, for reports; empty when unknown
 * @param virtioDrivers whether each kernel that it would boot finds its root file system on virtio-blk; empty when unknown
 * @param virtioNet whether it has a driver for virtio-net; empty when unknown
 * @param bootLoaderInMbr whether its boot disk has usable BIOS boot code; empty when unknown
 */
public record GuestFacts(
    OperatingSystem os,
    Optional<String> osName,
    Optional<Boolean> virtioDrivers,
    Optional<Boolean> virtioNet,
    Optional<Boolean> bootLoaderInMbr) {

  /** The kinds of guests that conversion tells apart. */
  public enum OperatingSystem {
    LINUX,
    WINDOWS,
    OTHER,
    UNKNOWN
  }

  /** Returns the facts of a guest that nobody has looked into. */
  public static GuestFacts unknown() {
    return of(OperatingSystem.UNKNOWN);
  }

  /** Returns the facts of a guest of which only the kind of system is known. */
  public static GuestFacts of(OperatingSystem os) {
    return new GuestFacts(os, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Returns the same facts with the virtio drivers known to be there, or known to be missing. */
  public GuestFacts withVirtio(boolean present) {
    return new GuestFacts(os, osName, Optional.of(present), Optional.of(present), bootLoaderInMbr);
  }
}
