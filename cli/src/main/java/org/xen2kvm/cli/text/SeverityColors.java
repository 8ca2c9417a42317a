package org.xen2kvm.cli.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What colour a severity has, wherever it is told. Stateless. */
public final class SeverityColors {
  /** The first severity of a message, {@code web1.xml:3:1: error: …}; what is indented explains the message above it. */
  private static final Pattern TOLD = Pattern.compile("(?m)^(\\S[^\\n]*?: )(error|warning|note)(?=: )");

  private SeverityColors() {}

  /** Returns the colour of a severity's word. */
  public static Color of(String word) {
    return switch (word) {
      case "error" -> Color.RED;
      case "warning" -> Color.YELLOW;
      case "note" -> Color.CYAN;
      case "ok" -> Color.GREEN;
      default -> throw new IllegalArgumentException("No severity: " + word);
    };
  }

  /** Returns messages in the form of compilers' with their severities coloured. */
  public static String painted(String lines) {
    return TOLD.matcher(lines).replaceAll(told -> Matcher.quoteReplacement(
        told.group(1) + of(told.group(2)).paint(told.group(2), true)));
  }
}
