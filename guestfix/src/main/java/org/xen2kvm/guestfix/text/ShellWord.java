package org.xen2kvm.guestfix.text;

import org.xen2kvm.guestfix.text.ShellAssignments.Quoting;

/**
 * A word of a shell's text, with its quotes and backslashes understood and nothing expanded.
 *
 * @param start where it begins
 * @param end where it ends
 * @param value what it means
 * @param written what stands between its quotes; all of it when there are none or several
 * @param quoting how it is written
 * @param endsStatement whether nothing but a comment or another statement follows on its line, so that it is an assignment's
 *     value
 */
record ShellWord(int start, int end, String value, String written, Quoting quoting, boolean endsStatement) {
  private static final String ENDS = " \t\r\n;&|<>()";

  /** Returns the word at that place, perhaps an empty one. */
  static ShellWord at(String text, int start) {
    return new Scan(text, start).word();
  }

  /** One pass over a word. */
  private static final class Scan {
    private final String text;
    private final int start;
    private final StringBuilder value = new StringBuilder();
    private int at;
    private int pieces;
    private char onlyQuote;
    private boolean closed = true;

    Scan(String text, int start) {
      this.text = text;
      this.start = start;
      this.at = start;
    }

    ShellWord word() {
      while (closed && at < text.length() && ENDS.indexOf(text.charAt(at)) < 0) {
        char c = text.charAt(at);
        pieces++;
        onlyQuote = c == '"' || c == '\'' ? c : 0;
        switch (c) {
          case '"' -> doubleQuoted();
          case '\'' -> singleQuoted();
          default -> unquoted();
        }
      }
      Quoting quoting = pieces > 1 ? Quoting.MIXED
          : onlyQuote == '"' ? Quoting.DOUBLE : onlyQuote == '\'' ? Quoting.SINGLE : Quoting.NONE;
      boolean quoted = closed && (quoting == Quoting.DOUBLE || quoting == Quoting.SINGLE);
      String written = quoted ? text.substring(start + 1, at - 1) : text.substring(start, at);
      return new ShellWord(start, at, value.toString(), written, quoting, closed && nothingButACommentFollows());
    }

    private void singleQuoted() {
      int end = text.indexOf('\'', at + 1);
      if (end < 0) {
        closed = false;
        return;
      }
      value.append(text, at + 1, end);
      at = end + 1;
    }

    private void doubleQuoted() {
      at++;
      while (at < text.length() && text.charAt(at) != '"') {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          escaped("\"\\$`");
        } else {
          value.append(text.charAt(at++));
        }
      }
      closed = at < text.length();
      at += closed ? 1 : 0;
    }

    private void unquoted() {
      while (at < text.length() && ENDS.indexOf(text.charAt(at)) < 0
          && text.charAt(at) != '"' && text.charAt(at) != '\'') {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          escaped("");
        } else {
          value.append(text.charAt(at++));
        }
      }
    }

    /** Takes a backslash and what follows it; without a list, it quotes everything. */
    private void escaped(String quotable) {
      char next = text.charAt(at + 1);
      if (next == '\n') {
        at += 2;
        return;
      }
      if (!quotable.isEmpty() && quotable.indexOf(next) < 0) {
        value.append('\\');
      }
      value.append(next);
      at += 2;
    }

    private boolean nothingButACommentFollows() {
      int rest = at;
      while (rest < text.length() && (text.charAt(rest) == ' ' || text.charAt(rest) == '\t')) {
        rest++;
      }
      if (rest == text.length()) {
        return true;
      }
      char c = text.charAt(rest);
      return c == '\n' || c == '\r' || c == ';' || c == '&' || (c == '#' && rest > at);
    }
  }
}
