package org.xen2kvm.runner;

/** How {@link DomainRunner#start} starts a domain. */
public enum StartOption {
  /**
   * The emulator runs but the guest's processors stand still; its disks are open and locked, nothing is written by the
   * guest.
   */
  PAUSED
}
