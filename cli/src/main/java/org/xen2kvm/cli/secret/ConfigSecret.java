package org.xen2kvm.cli.secret;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A secret in the text of a configuration for xl: what {@code vncpasswd}, {@code spicepasswd} or any other key whose name
 * contains {@code passw} or ends in {@code pass} is set to, in quotes of its own, or within the string of a {@code vfb}, where it
 * ends at a comma. Stateless.
 */
final class ConfigSecret {
  private ConfigSecret() {}

  /** Other names of secrets are those of options, which end elsewhere. */
  private static boolean isKey(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return (lower.contains("passw") || lower.endsWith("pass")) && SecretWords.isSecret(name);
  }

  /** Returns the secret behind an equals sign; null when there is none or an empty one. */
  static @Nullable SecretSpan behind(String text, int equals) {
    int secret = start(text, equals);
    return secret < 0 ? null : new SecretSpan(secret, end(text, secret));
  }

  private static int start(String text, int equals) {
    int end = equals > 0 && text.charAt(equals - 1) == '+' ? equals - 1 : equals;
    while (end > 0 && isBlank(text.charAt(end - 1))) {
      end--;
    }
    if (!endsWithKey(text, end)) {
      return -1;
    }
    int first = equals + 1;
    while (first < text.length() && isBlank(text.charAt(first))) {
      first++;
    }
    if (first + 1 < text.length() && isPrefix(text.charAt(first)) && isQuote(text.charAt(first + 1))) {
      first++;
    }
    // Within a string, a quote right behind the sign is the end of that string, and the secret is empty.
    boolean opens = first < text.length() && isQuote(text.charAt(first)) && (beginsStatement(text, end) || !endsString(text, first));
    int secret = opens ? first + 1 : first;
    return secret < end(text, secret) ? secret : -1;
  }

  /** Returns where the secret that begins at an offset ends; at the end of its line at the latest. */
  private static int end(String text, int secret) {
    char opened = secret > 0 ? text.charAt(secret - 1) : ' ';
    for (int i = secret; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends = isQuote(opened) ? c == opened
          : c == ',' || isQuote(c) || text.startsWith("</", i) || (isBlank(c) && isAssignment(text, i + 1));
      if (ends || c == '\n' || c == '\r') {
        return i;
      }
      if (c == '\\') {
        i++;
      }
    }
    return text.length();
  }

  /** Returns whether a word with an equals sign begins at an offset, as on a kernel's command line. */
  private static boolean isAssignment(String text, int from) {
    int at = from;
    while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || "._-".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    return at > from && at < text.length() && text.charAt(at) == '=';
  }

  private static boolean endsWithKey(String text, int end) {
    int start = startOfWord(text, end);
    // Attributes of XML and of a disk's target, which end elsewhere, are called so.
    boolean attribute = isWord(text, start, end, "passwd") || isWord(text, start, end, "password");
    return !attribute && isKey(text.substring(start, end));
  }

  private static boolean isWord(String text, int start, int end, String word) {
    return end - start == word.length() && text.regionMatches(true, start, word, 0, word.length());
  }

  private static int startOfWord(String text, int end) {
    int at = end;
    while (at > 0 && (Character.isLetterOrDigit(text.charAt(at - 1)) || text.charAt(at - 1) == '_' || text.charAt(at - 1) == '.')) {
      at--;
    }
    return at;
  }

  /** Returns whether the word that ends at an offset is the first of its line or statement, commented out or not. */
  private static boolean beginsStatement(String text, int end) {
    int at = startOfWord(text, end);
    while (at > 0 && isBlank(text.charAt(at - 1))) {
      at--;
    }
    return at == 0 || "\n\r;#".indexOf(text.charAt(at - 1)) >= 0;
  }

  /** Returns whether nothing but a comma, a bracket or the line's end follows a quote. */
  private static boolean endsString(String text, int quote) {
    int at = quote + 1;
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at >= text.length() || ",]\n\r#;".indexOf(text.charAt(at)) >= 0;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isPrefix(char c) {
    return c == 'u' || c == 'U';
  }

  private static boolean isQuote(char c) {
    return c == '\'' || c == '"';
  }
}
