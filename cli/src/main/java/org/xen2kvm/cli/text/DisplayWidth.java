package org.xen2kvm.cli.text;

import java.lang.Character.UnicodeScript;

/**
 * How many columns text takes on a terminal: two for East Asian wide characters and emoji, none for marks that combine
 * (Unicode Standard Annex 11, as far as terminals agree on it). Stateless.
 */
public final class DisplayWidth {
  private DisplayWidth() {}

  /** Returns the columns of a text without control characters. */
  public static int of(String text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  /** Returns the start of a text that takes at most so many columns, with dots at its end when it is not all. */
  public static String cut(String text, int most) {
    if (text.length() * 2 <= most || of(text) <= most) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int width = "...".length();
    for (int c : text.codePoints().toArray()) {
      width += of(c);
      if (width > most) {
        break;
      }
      out.appendCodePoint(c);
    }
    return out.append("...").toString();
  }

  private static int of(int c) {
    if (c < 0x300) {
      return c == 0xAD ? 0 : 1; // a soft hyphen is not shown inside a line
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(c) ? 2 : 1;
    };
  }

  private static boolean isWide(int c) {
    return switch (UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, BOPOMOFO, YI, TANGUT, NUSHU -> !isIn(c, 0xFF61, 0xFF9F); // halfwidth Katakana
      case HANGUL -> c <= 0x115F || isIn(c, 0x3000, 0xD7AF); // vowels combine
      default -> isIn(c, 0x2E80, 0x303E) || isIn(c, 0x3200, 0x33FF) || isIn(c, 0xFE30, 0xFE6F) || isIn(c, 0xFF01, 0xFF60)
          || isIn(c, 0xFFE0, 0xFFE6) || isIn(c, 0x1F300, 0x1F64F) || isIn(c, 0x1F680, 0x1F6FF) || isIn(c, 0x1F900, 0x1FAFF);
    };
  }

  private static boolean isIn(int c, int first, int last) {
    return c >= first && c <= last;
  }
}
