package org.xen2kvm.guestfix.inspect;

/** How a kernel has a driver. */
public enum DriverSupport {
  BUILT_IN,
  MODULE,
  MISSING,
  /** Neither the modules nor the kernel's configuration could be read. */
  UNKNOWN;

  /** Returns whether the kernel has it one way or the other. */
  public boolean isThere() {
    return this == BUILT_IN || this == MODULE;
  }
}
