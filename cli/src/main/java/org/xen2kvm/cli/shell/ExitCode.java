package org.xen2kvm.cli.shell;

import java.util.Locale;

/** The tool's exit codes. They are an interface: scripts decide by them. */
public enum ExitCode {
  /** All is done. */
  DONE(0, "All is done; with --detailed-exitcode, nothing had to change."),
  /** Something around us failed (I/O), or we did (a bug). */
  FAILED(1, "Something failed: a file, libvirt, libguestfs, a guest that does not come up; or xen2kvm itself."),
  /** With {@code --detailed-exitcode}: there are changes. */
  CHANGES(2, "With --detailed-exitcode: there are changes."),
  /** The definition is refused; nothing was written for it. */
  REFUSED(3, "Refused; nothing was written."),
  /** A batch ended, and some of its definitions were refused or failed. */
  INCOMPLETE(4, "A batch ended, and some of it was refused or failed."),
  /** A plan is stale: source, disk or policy changed since. */
  STALE(5, "The plan is stale: a disk, a file of the guest or the definition has changed since."),
  /** The command line or the policy is wrong (EX_USAGE in sysexits.h). */
  USAGE(64, "The arguments or the policy are wrong."),
  /** The input is not a domain definition at all (EX_DATAERR in sysexits.h). */
  NOT_A_DOMAIN(65, "The input is not a domain definition.");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** Returns what it tells, in a sentence. */
  public String meaning() {
    return meaning;
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
