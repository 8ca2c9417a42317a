package org.xen2kvm.runner;

import java.util.Locale;

/** What a domain is doing, as libvirt tells states apart ({@code virDomainState}). */
public enum DomainState {
  /** The host cannot say (libvirt's {@code NOSTATE}, or a state newer than this enum). */
  UNKNOWN,
  RUNNING,
  /** Running, but waiting for a resource. */
  BLOCKED,
  PAUSED,
  /** Asked to shut down and not off yet. */
  SHUTTING_DOWN,
  SHUT_OFF,
  CRASHED,
  /** Suspended by the guest's own power management. */
  SUSPENDED;

  /** How a person calls it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** True when an emulator process exists for the domain: it holds its disks. */
  public boolean isActive() {
    return switch (this) {
      case RUNNING, BLOCKED, PAUSED, SHUTTING_DOWN, SUSPENDED -> true;
      case UNKNOWN, SHUT_OFF, CRASHED -> false;
    };
  }
}
