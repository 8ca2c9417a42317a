package org.xen2kvm.converter.report;

/** How much a finding matters, least first, so that {@code compareTo} orders by weight. */
public enum Severity {
  /** An assumption or a fact worth knowing; nothing to do. */
  NOTE,
  /** The domain is converted, and somebody has to look or act. */
  WARNING,
  /** The domain is refused; nothing is written for it. */
  ERROR
}
