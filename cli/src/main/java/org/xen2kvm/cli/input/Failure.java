package org.xen2kvm.cli.input;

import java.io.IOException;
import org.xen2kvm.cli.secret.SecretMask;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.file.IoReason;

/**
 * Why nothing came of an input although its definition, if there is one, is not to blame. Findings are about
 * definitions; this is about the world around them. Immutable.
 *
 * @param kind whose fault it is
 * @param message what happened, one sentence
 * @param advice what to do about it; empty when there is nothing to say
 */
public record Failure(Kind kind, String message, String advice) {

  /** Causes that are told of one failure; they may go round in a circle. */
  private static final int MOST_CAUSES = 10;

  /** Whose fault a failure is. */
  public enum Kind {
    /** The file system's or the stream's. */
    IO,
    /** The user's: what was named holds no definition. */
    NOT_A_DOMAIN,
    /** Ours. */
    BUG
  }

  /** Returns the failure of reading or writing something, with the system's reason and without its path. */
  public static Failure io(String what, IOException cause) {
    return new Failure(Kind.IO, what + ": " + IoReason.of(cause), "");
  }

  /** Returns the failure that an unexpected exception is: where it came from is what a bug report needs. */
  public static Failure bug(RuntimeException cause) {
    StackTraceElement[] trace = cause.getStackTrace();
    String place = trace.length == 0 ? "" : " at " + trace[0];
    return new Failure(
        Kind.BUG,
        "internal error: " + cause + place,
        "This is a bug of xen2kvm. Please report it with this file, its secrets removed.");
  }

  /** Returns what is behind a failure, a line for each cause, indented, secrets masked; empty when nothing is. */
  public static String causes(Throwable failure) {
    StringBuilder out = new StringBuilder();
    int told = 0;
    for (Throwable cause = failure.getCause(); cause != null && told < MOST_CAUSES; cause = cause.getCause(), told++) {
      out.append("    caused by ").append(Printable.line(SecretMask.mask(cause.toString()))).append('\n');
    }
    return out.toString();
  }
}
