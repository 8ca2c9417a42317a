package org.xen2kvm.runner;

/**
 * Something happened to a domain.
 *
 * @param domain which one
 * @param event what
 * @param detail how or why, in libvirt's word: {@code booted}, {@code destroyed}, {@code crashed}, {@code failed} …;
 *     a number when it has no word here
 */
public record LifecycleEvent(DefinedDomain domain, Kind event, String detail) {

  /** What can happen to a domain ({@code virDomainEventType}). */
  public enum Kind {
    /** The host knows it, or knows it anew. */
    DEFINED,
    UNDEFINED,
    /** The emulator is up. */
    STARTED,
    /** The processors stand still. */
    SUSPENDED,
    RESUMED,
    /** The emulator is gone. */
    STOPPED,
    /** The guest has switched itself off, or the emulator was told to end; {@link #STOPPED} follows. */
    SHUTDOWN,
    /** The guest sleeps. */
    PMSUSPENDED,
    /** The guest panicked and said so to its panic device. */
    CRASHED,
    /** Newer than this enum. */
    UNKNOWN
  }
}
