package org.xen2kvm.cli.secret;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The names by which a secret is known: of attributes, elements, options, settings and variables, in either case. Stateless. */
final class SecretWords {
  private static final List<String> ANYWHERE = List.of("passw", "passphrase", "credential");
  private static final List<String> WORDS = List.of("secret", "token");
  private static final List<String> BEHIND_A_WORD = List.of("value", "key", "data");
  private static final List<String> KEYS =
      List.of("api", "private", "access", "auth", "secret", "encryption", "shared", "signing");

  /** Ends of names that only say where, which or how a secret is: {@code passwdValidTo}, {@code secretUUID}, {@code token_file}. */
  private static final List<String> REFERENCES = List.of("uuid", "usage", "type", "file", "path", "ref", "name", "id", "url", "uri",
      "validto", "policy", "timeout", "length", "expires", "expiry", "enabled");

  /** QEMU's options that name an object of the kind {@code secret}. */
  private static final Pattern QEMU_REFERENCE = Pattern.compile(".*(?:password|key|cookie|username|data)-secret");

  private static final Pattern IDENTIFIER =
      Pattern.compile("[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}");

  /** Whether a character is one of the letters at which {@link #mayStandIn} looks further. */
  private static final boolean[] RARE = new boolean[128];

  static {
    for (char c : "pPcCkK@".toCharArray()) {
      RARE[c] = true;
    }
  }

  private SecretWords() {}

  /**
   * Returns whether a text may hold a secret from an offset on: quick, as most hold none. It looks further only at letters that
   * are rare in definitions, and each name that tells, and each URL with a user, has one of them.
   */
  static boolean mayStandIn(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean found = c < RARE.length && RARE[c] && switch (c) {
        case 'p', 'P' -> (follows(text, i, "pass") && !follows(text, i, "passt")) || follows(text, i, "psk") || follows(text, i, "pwd");
        case 'c', 'C' -> follows(text, i, "cret") || follows(text, i, "credential");
        case 'k', 'K' -> isKey(text, i) || follows(text, i - 2, "token") || follows(text, i - 3, "cookie");
        case '@' -> true;
        default -> false;
      };
      if (found) {
        return true;
      }
    }
    return false;
  }

  /** A keyboard is in most definitions, and no key. */
  private static boolean isKey(String text, int at) {
    return follows(text, at, "key") && (at + 3 == text.length() || !Character.isLetterOrDigit(text.charAt(at + 3)));
  }

  private static boolean follows(String text, int at, String word) {
    return at >= 0 && text.regionMatches(true, at, word, 0, word.length());
  }

  /** Returns whether what has this name is a secret; the name has no prefix of a namespace. */
  static boolean isSecret(String name) {
    if (name.length() < 3) {
      return false;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (!holds(name, lower)) {
      return false;
    }
    for (String end : REFERENCES) {
      if (lower.endsWith(end)) {
        return false;
      }
    }
    return !QEMU_REFERENCE.matcher(lower).matches();
  }

  private static boolean holds(String name, String lower) {
    for (String word : ANYWHERE) {
      if (lower.contains(word)) {
        return true;
      }
    }
    for (String word : WORDS) {
      for (int at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
        if (endsWord(name, lower, at + word.length())) {
          return true;
        }
      }
    }
    return lower.endsWith("psk") || isShortPassword(lower) || isNamedKey(lower);
  }

  private static boolean isShortPassword(String lower) {
    return (lower.endsWith("pass") && !lower.endsWith("bypass") && !lower.endsWith("compass"))
        || (lower.endsWith("pwd") && !lower.equals("pwd") && !lower.equals("oldpwd"));
  }

  /** A secretary and a tokenizer are none. */
  private static boolean endsWord(String name, String lower, int end) {
    int at = end < lower.length() && lower.charAt(end) == 's' ? end + 1 : end;
    if (at == name.length() || !Character.isLetter(name.charAt(at))) {
      return true;
    }
    if (at == end && Character.isUpperCase(name.charAt(at)) && Character.isLowerCase(name.charAt(end - 1))) {
      return true;
    }
    for (String word : BEHIND_A_WORD) {
      if (lower.startsWith(word, end)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNamedKey(String lower) {
    if (!lower.endsWith("key")) {
      return false;
    }
    int end = lower.length() - 3;
    if (end > 0 && !Character.isLetterOrDigit(lower.charAt(end - 1))) {
      end--;
    }
    for (String word : KEYS) {
      if (lower.startsWith(word, end - word.length())) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the value of a variable or property of this name is a secret: that of any key is one there. */
  static boolean isSecretVariable(String name) {
    return isSecret(name) || isKeyVariable(name.toLowerCase(Locale.ROOT));
  }

  private static boolean isKeyVariable(String lower) {
    int end = lower.length() - 3;
    return lower.endsWith("key") && (end == 0 || !Character.isLetterOrDigit(lower.charAt(end - 1)));
  }

  /** Returns whether a value is a UUID, by which libvirt refers to a secret. */
  static boolean isIdentifier(String value) {
    return IDENTIFIER.matcher(value).matches();
  }

  /** Returns where the name that ends at an offset begins. */
  static int startOfName(String text, int end) {
    int at = end;
    while (at > 0 && isPartOfName(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static boolean isPartOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }

  static boolean isQuote(char c) {
    return c == '\'' || c == '"';
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
  }
}
