package org.xen2kvm.converter.xl.text;

/** The escapes of xl's strings (libxlu_cfg.c): one letter, two hexadecimal digits, or one to three octal ones. Stateless. */
final class Escape {
  private static final String LETTERS = "\\'\"abfnrtv";
  private static final String MEANINGS = "\\'\"\u0007\b\f\n\r\t\u000b";

  private Escape() {}

  /** Returns how many characters the escape takes that begins with the backslash at an index; 0 when it is none. */
  static int length(String text, int backslash) {
    int at = backslash + 1;
    if (at >= text.length()) {
      return 0;
    }
    char c = text.charAt(at);
    if (LETTERS.indexOf(c) >= 0) {
      return 2;
    }
    if (c == 'x') {
      return at + 2 < text.length() && digit(text, at + 1, 16) >= 0 && digit(text, at + 2, 16) >= 0 ? 4 : 0;
    }
    int digits = 0;
    while (digits < 3 && at + digits < text.length() && digit(text, at + digits, 8) >= 0) {
      digits++;
    }
    return digits == 0 ? 0 : digits + 1;
  }

  /** Returns what the escape of that length stands for: one byte. */
  static char meaning(String text, int backslash, int length) {
    char c = text.charAt(backslash + 1);
    int letter = LETTERS.indexOf(c);
    if (letter >= 0) {
      return MEANINGS.charAt(letter);
    }
    int radix = c == 'x' ? 16 : 8;
    int value = 0;
    for (int i = backslash + (c == 'x' ? 2 : 1); i < backslash + length; i++) {
      value = value * radix + digit(text, i, radix);
    }
    return (char) (value & 0xFF);
  }

  /** Not Character.digit, which takes the digits of every script. */
  private static int digit(String text, int index, int radix) {
    char c = text.charAt(index);
    return c < 128 ? Character.digit(c, radix) : -1;
  }
}
