package org.xen2kvm.migration.host.local;

/**
 * What a program did.
 *
 * @param outcome how it went
 * @param status its exit status; -1 unless it ended
 * @param output what it wrote, errors included; the beginning, where that is long
 */
public record ProgramAnswer(Outcome outcome, int status, String output) {

  /** How it went. */
  public enum Outcome {
    /** It ended by itself. */
    ENDED,
    /** It said what was waited for, and was ended. */
    SAID,
    /** It took too long, and was ended. */
    TIMED_OUT,
    /** There is no such program, or it cannot be run. */
    ABSENT
  }

  /** Returns that there is no such program. */
  public static ProgramAnswer absent() {
    return new ProgramAnswer(Outcome.ABSENT, -1, "");
  }

  /** Returns whether it ended and says that it did what it was asked for. */
  public boolean succeeded() {
    return outcome == Outcome.ENDED && status == 0;
  }

  /** Returns its last line that is not blank, shortened; empty when it said nothing. */
  public String lastLine() {
    String last = "";
    for (String line : output.split("\n", -1)) {
      last = line.isBlank() ? last : line.strip();
    }
    return last.length() > 200 ? last.substring(0, 200) + "…" : last;
  }
}
