package org.xen2kvm.cli;

import java.util.Locale;

/** The tool's exit codes. They are an interface: scripts decide by them. */
public enum ExitCode {
  /** All is done; with {@code --detailed-exitcode}, nothing had to change. */
  DONE(0),
  /** Something around us failed (I/O), or we did (a bug). */
  FAILED(1),
  /** With {@code --detailed-exitcode}: there are changes. */
  CHANGES(2),
  /** The definition is refused; nothing was written for it. */
  REFUSED(3),
  /** A batch ended, and some of its definitions were refused or failed. */
  INCOMPLETE(4),
  /** A plan is stale: source, disk or policy changed since. */
  STALE(5),
  /** The command line or the policy is wrong (EX_USAGE in sysexits.h). */
  USAGE(64),
  /** The input is not a domain definition at all (EX_DATAERR in sysexits.h). */
  NOT_A_DOMAIN(65);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** Returns the word that events and reports use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns what the process exits with. */
  public int code() {
    return code;
  }
}
