package org.xen2kvm.converter.policy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Matches a whole name, either exactly or by a regular expression whose groups the replacement may use ({@code $1}).
 *
 * @param pattern what is matched; a literal one for an exact match
 * @param text what the user wrote, for messages
 */
public record NameMatch(Pattern pattern, String text) {

  /** Returns a match for exactly that name. */
  public static NameMatch exact(String name) {
    return new NameMatch(Pattern.compile(name, Pattern.LITERAL), name);
  }

  /**
   * Returns a match by regular expression; it must match the whole name.
   *
   * @throws java.util.regex.PatternSyntaxException when it is none
   */
  public static NameMatch regex(String expression) {
    return new NameMatch(Pattern.compile(expression), expression);
  }

  public boolean matches(String name) {
    return pattern.matcher(name).matches();
  }

  /** Returns the replacement with its group references filled in, or empty when the name does not match. */
  public Optional<String> replace(String name, String replacement) {
    Matcher matcher = pattern.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    boolean literal = (pattern.flags() & Pattern.LITERAL) != 0;
    if (literal) {
      return Optional.of(replacement);
    }
    // Not replaceFirst: that would search again and could find less than the whole name.
    StringBuilder out = new StringBuilder();
    matcher.appendReplacement(out, replacement);
    return Optional.of(out.toString());
  }
}
