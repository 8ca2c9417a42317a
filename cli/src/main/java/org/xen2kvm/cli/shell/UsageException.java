package org.xen2kvm.cli.shell;

import org.jspecify.annotations.Nullable;

/** The command line, or a file that it names, is wrong: exit code 64, and nothing was done. */
@SuppressWarnings("serial") // never serialised
public final class UsageException extends Exception {
  private final boolean aboutFile;

  private UsageException(String message, boolean aboutFile, @Nullable Throwable cause) {
    super(message, cause);
    this.aboutFile = aboutFile;
  }

  /** An argument is wrong; the message is one sentence. */
  public UsageException(String message) {
    this(message, false, null);
  }

  /** A file is wrong; the message names it and the line, in compilers' form. */
  public static UsageException inFile(String message, @Nullable Throwable cause) {
    return new UsageException(message, true, cause);
  }

  /** Returns what is told, each line ended by a line feed. */
  public String told(String command) {
    String message = String.valueOf(getMessage()).stripTrailing();
    return aboutFile
        ? message + "\n"
        : "xen2kvm: error: " + message + "\n    See " + command + " --help\n";
  }
}
