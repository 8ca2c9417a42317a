package org.xen2kvm.cli.report;

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
      case HAN, HIRAGANA, KATAKANA, BOPOMOFO, YI, TANGUT, NUSHU -> c < 0xFF61 || c > 0xFF9F; // halfwidth Katakana
      case HANGUL -> c <= 0x115F || c >= 0x3000 && c < 0xFFA0 || c >= 0xA960 && c < 0xD7B0; // vowels combine
      default -> c >= 0x2E80 && c <= 0x303E || c >= 0x3200 && c <= 0x33FF || c >= 0xFE30 && c <= 0xFE6F
          || c >= 0xFF01 && c <= 0xFF60 || c >= 0xFFE0 && c <= 0xFFE6 || c >= 0x1F300 && c <= 0x1F64F
          || c >= 0x1F680 && c <= 0x1F6FF || c >= 0x1F900 && c <= 0x1FAFF;
    };
  }
}
