package org.xen2kvm.guestfix.bootloader;

import java.util.ArrayList;
import java.util.List;

/** The words of a line of GRUB 2's script, quotes and backslashes resolved as in a shell; variables stay as they are written. */
final class GrubWords {
  private final String line;
  private final List<String> words = new ArrayList<>();
  private int at;

  private GrubWords(String line) {
    this.line = line;
  }

  /** Returns the words of a line; an opening brace is a word of its own. */
  static List<String> of(String line) {
    GrubWords scan = new GrubWords(line);
    while (scan.next()) {
      // Each call takes a word.
    }
    return scan.words;
  }

  private boolean next() {
    while (at < line.length() && isBlank(line.charAt(at))) {
      at++;
    }
    if (at == line.length() || line.charAt(at) == '#') {
      return false;
    }
    StringBuilder word = new StringBuilder();
    while (at < line.length() && !isBlank(line.charAt(at))) {
      char c = line.charAt(at++);
      switch (c) {
        case '\'' -> singleQuoted(word);
        case '"' -> doubleQuoted(word);
        case '\\' -> word.append(at < line.length() ? line.charAt(at++) : c);
        default -> word.append(c);
      }
    }
    words.add(word.toString());
    return true;
  }

  private void singleQuoted(StringBuilder word) {
    int end = line.indexOf('\'', at);
    word.append(line, at, end < 0 ? line.length() : end);
    at = end < 0 ? line.length() : end + 1;
  }

  private void doubleQuoted(StringBuilder word) {
    while (at < line.length() && line.charAt(at) != '"') {
      boolean escaped = line.charAt(at) == '\\' && at + 1 < line.length() && "\"\\$".indexOf(line.charAt(at + 1)) >= 0;
      at += escaped ? 1 : 0;
      word.append(line.charAt(at++));
    }
    at = Math.min(at + 1, line.length());
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** Returns a word as GRUB's script must write it to mean just that. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:,@%+=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
