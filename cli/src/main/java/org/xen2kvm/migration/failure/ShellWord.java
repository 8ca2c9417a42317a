package org.xen2kvm.migration.failure;

import java.util.regex.Pattern;

/** Text as one word of a shell, for commands that a person is told; nothing here runs a shell. Stateless. */
public final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

  private ShellWord() {}

  /** Returns the text as it is when a shell takes it so, else in single quotes. */
  public static String of(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
