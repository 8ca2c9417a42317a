package org.xen2kvm.cli.review;

import java.util.Locale;

/**
 * Text that a browser shows and never obeys: for content and for quoted attribute values alike. What a reader could not see, or
 * what would make a line read as something else (control characters, bidirectional marks, zero-width characters), is spelled out
 * as {@code ‹U+202E›}. Stateless.
 */
final class Html {
  private Html() {}

  /** Returns the text, escaped. */
  static String text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\n') || c > '~' || c == '<' || c == '&' || c == '>' || c == '"' || c == '\'') {
        return escaped(text);
      }
    }
    return text;
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + text.length() / 4);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\n', '\t' -> out.append((char) c);
        default -> {
          if (isInvisible(c)) {
            out.append('‹').append(String.format(Locale.ROOT, "U+%04X", c)).append('›');
          } else {
            out.appendCodePoint(c);
          }
        }
      }
    }
    return out.toString();
  }

  private static boolean isInvisible(int c) {
    boolean isNoncharacter = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    return isNoncharacter || switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
      default -> false;
    };
  }
}
