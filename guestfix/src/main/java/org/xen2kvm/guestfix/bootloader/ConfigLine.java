package org.xen2kvm.guestfix.bootloader;

import java.util.List;
import java.util.Locale;
import org.xen2kvm.guestfix.text.TextLines;

/**
 * One line of a boot loader's configuration: a keyword and the rest. All parts together are the line as it is written.
 *
 * @param indent the blanks before the keyword
 * @param keyword the first word; empty on a blank line
 * @param gap what separates it from the rest
 * @param rest everything behind it
 * @param end the line's end, empty where the file ends without one
 */
record ConfigLine(String indent, String keyword, String gap, String rest, String end) {

  /**
   * Returns the lines of a text.
   *
   * @param separators the characters that end a keyword, blanks among them
   */
  static List<ConfigLine> linesOf(String text, String separators) {
    return TextLines.of(text).stream().map(line -> of(line.text(), line.end(), separators)).toList();
  }

  private static ConfigLine of(String line, String end, String separators) {
    int keyword = 0;
    while (keyword < line.length() && isBlank(line.charAt(keyword))) {
      keyword++;
    }
    int gap = keyword;
    while (gap < line.length() && separators.indexOf(line.charAt(gap)) < 0) {
      gap++;
    }
    int rest = gap;
    while (rest < line.length() && separators.indexOf(line.charAt(rest)) >= 0) {
      rest++;
    }
    return new ConfigLine(
        line.substring(0, keyword), line.substring(keyword, gap), line.substring(gap, rest), line.substring(rest), end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** Returns whether the keyword is one of these, in whatever case. */
  boolean is(String... keywords) {
    String lower = keyword.toLowerCase(Locale.ROOT);
    for (String wanted : keywords) {
      if (lower.equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  ConfigLine withRest(String changed) {
    return new ConfigLine(indent, keyword, gap.isEmpty() ? " " : gap, changed, end);
  }

  /** Returns the first word of the rest: a kernel's path. */
  String firstWord() {
    return rest.substring(0, endOfFirstWord());
  }

  /** Returns what follows the first word of the rest, the blanks before it included. */
  String afterFirstWord() {
    return rest.substring(endOfFirstWord());
  }

  private int endOfFirstWord() {
    int end = 0;
    while (end < rest.length() && !isBlank(rest.charAt(end))) {
      end++;
    }
    return end;
  }

  /** The line as it is written. */
  @Override
  public String toString() {
    return indent + keyword + gap + rest + end;
  }

  /** Returns the text that lines make. */
  static String join(List<ConfigLine> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(text::append);
    return text.toString();
  }
}
