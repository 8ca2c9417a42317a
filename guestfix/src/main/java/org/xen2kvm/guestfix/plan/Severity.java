package org.xen2kvm.guestfix.plan;

/** How much a finding matters; in rising order. */
public enum Severity {
  /** Worth knowing; asks for nothing. */
  NOTE,
  /** Somebody has to look at it or act on it. */
  WARNING,
  /** The guest cannot be fixed; nothing is applied. */
  ERROR
}
