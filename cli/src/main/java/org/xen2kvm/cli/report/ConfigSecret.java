package org.xen2kvm.cli.report;

/**
 * A secret in the text of a configuration for xl: what {@code vncpasswd} or {@code spicepasswd} is set to, in quotes of its own, or
 * within the string of a {@code vfb}, where it ends at a comma. Stateless.
 */
final class ConfigSecret {
  private static final String[] KEYS = {"vncpasswd", "spicepasswd"};

  private ConfigSecret() {}

  /** Returns whether a key's value is a secret. */
  static boolean isKey(String name) {
    for (String key : KEYS) {
      if (key.equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** Returns where the secret behind an equals sign begins, or -1 when there is none or an empty one. */
  static int behind(String text, int equals) {
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

  /** Returns whether a secret begins at an offset. */
  static boolean beginsAt(String text, int secret) {
    int at = secret;
    while (at > 0 && (isQuote(text.charAt(at - 1)) || isBlank(text.charAt(at - 1)) || isPrefix(text.charAt(at - 1)))) {
      at--;
    }
    return at > 0 && text.charAt(at - 1) == '=' && behind(text, at - 1) == secret;
  }

  /** Returns where the secret that begins at an offset ends; at the end of its line at the latest. */
  static int end(String text, int secret) {
    char opened = secret > 0 ? text.charAt(secret - 1) : ' ';
    for (int i = secret; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends = isQuote(opened) ? c == opened : c == ',' || isQuote(c);
      if (ends || c == '\n' || c == '\r') {
        return i;
      }
      if (c == '\\') {
        i++;
      }
    }
    return text.length();
  }

  private static boolean endsWithKey(String text, int end) {
    for (String key : KEYS) {
      int start = end - key.length();
      if (start >= 0 && text.startsWith(key, start)) {
        char before = start == 0 ? ' ' : text.charAt(start - 1);
        return !Character.isLetterOrDigit(before) && before != '_' && before != '.';
      }
    }
    return false;
  }

  /** Returns whether the word that ends at an offset is the first of its line or statement, commented out or not. */
  private static boolean beginsStatement(String text, int end) {
    int at = end;
    while (at > 0 && Character.isLetter(text.charAt(at - 1))) {
      at--;
    }
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
