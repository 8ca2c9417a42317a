package org.xen2kvm.guestfix.fix.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds in the text of an lvm.conf where the strings of given settings stand, without changing how anything is written. What does
 * not read as LVM's format ends the reading; the settings found before count.
 */
final class LvmConfigStrings {
  private final String text;
  private final Set<String> wanted;
  private final List<Setting> settings = new ArrayList<>();
  private int at;

  private LvmConfigStrings(String text, Set<String> wanted) {
    this.text = text;
    this.wanted = wanted;
  }

  /**
   * A setting whose value is a string or an array of them.
   *
   * @param name its name, without the section
   * @param line the number of the line on which it begins, from 1
   * @param array whether the value is written as an array
   * @param strings its strings, in order
   */
  record Setting(String name, int line, boolean array, List<Text> strings) {}

  /**
   * A string of a value.
   *
   * @param value what stands between the quotes, as it is written there
   * @param quote its quotation mark
   * @param from the index of its first quotation mark
   * @param to the index behind its last one
   */
  record Text(String value, char quote, int from, int to) {}

  /** Returns the settings of those names, in the order of the text. */
  static List<Setting> of(String text, Set<String> names) {
    LvmConfigStrings reading = new LvmConfigStrings(text, names);
    reading.read();
    return List.copyOf(reading.settings);
  }

  private void read() {
    int line = 1;
    int counted = 0;
    while (skipBlanks()) {
      int start = at;
      String word = word();
      if (word.isEmpty()) {
        if (isQuote(text.charAt(at)) ? string().isEmpty() : ++at > text.length()) {
          return;
        }
        continue;
      }
      String name = word.substring(word.lastIndexOf('/') + 1);
      if (!wanted.contains(name) || !skipBlanks() || text.charAt(at) != '=') {
        continue;
      }
      at++;
      for (; counted < start; counted++) {
        line += text.charAt(counted) == '\n' ? 1 : 0;
      }
      value(name, line);
    }
  }

  private void value(String name, int line) {
    if (!skipBlanks()) {
      return;
    }
    boolean array = text.charAt(at) == '[';
    if (array) {
      at++;
    }
    List<Text> strings = new ArrayList<>();
    while (skipBlanks() && isQuote(text.charAt(at))) {
      List<Text> one = string();
      strings.addAll(one);
      if (one.isEmpty() || !array) {
        break;
      }
      if (skipBlanks() && text.charAt(at) == ',') {
        at++;
      }
    }
    boolean closed = !array || (skipBlanks() && text.charAt(at) == ']');
    if (closed && !strings.isEmpty()) {
      settings.add(new Setting(name, line, array, List.copyOf(strings)));
    }
  }

  /** Goes to the next character that counts; returns whether there is one. */
  private boolean skipBlanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (Character.isWhitespace(c)) {
        at++;
      } else {
        return true;
      }
    }
    return false;
  }

  private String word() {
    int start = at;
    while (at < text.length() && isWordPart(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '/' || c == '-' || c == '.' || c == '+';
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  /** Takes a string; none when it never ends. */
  private List<Text> string() {
    int start = at;
    char quote = text.charAt(at++);
    while (at < text.length() && text.charAt(at) != quote) {
      at += quote == '"' && text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      at = text.length();
      return List.of();
    }
    at++;
    return List.of(new Text(text.substring(start + 1, at - 1), quote, start, at));
  }
}
