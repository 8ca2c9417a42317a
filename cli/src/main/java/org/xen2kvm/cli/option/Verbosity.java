package org.xen2kvm.cli.option;

/** How much a command says besides its data. */
public enum Verbosity {
  /** Errors only: no warnings, no notes, no progress, no summary. */
  QUIET,
  /** What somebody should know. */
  NORMAL,
  /** More than that. */
  VERBOSE
}
