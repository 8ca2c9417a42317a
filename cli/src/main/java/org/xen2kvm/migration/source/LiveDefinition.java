package org.xen2kvm.migration.source;

import org.xen2kvm.runner.DomainState;

/**
 * A domain as its host knows it. Immutable.
 *
 * @param name its name
 * @param xml its inactive definition, passwords included; that of the running instance when the domain is transient
 * @param state what it was doing just then
 * @param persistent whether the host keeps the definition when the domain is off
 */
public record LiveDefinition(String name, String xml, DomainState state, boolean persistent) {

  /** Returns whether the guest writes to its disks, or may: of a running domain xend's driver says that it has no state. */
  public boolean mayRun() {
    return state.isActive() || state == DomainState.UNKNOWN;
  }
}
