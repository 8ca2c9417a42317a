package org.xen2kvm.converter.xl.text;

import java.util.Locale;
import org.xen2kvm.converter.xl.text.XlSyntaxException.Kind;
import org.xen2kvm.converter.xl.text.XlValue.Scalar;

/** A text, how far it is read, and at which line that is. Mutable; for one thread. */
final class XlScanner {
  /** What {@link #peek} gives at the end: no file of text holds it. */
  private static final char END = '\0';

  private final String text;
  private int at;
  private int line = 1;
  private int lineStart;

  XlScanner(String text) {
    this.text = text;
    // A byte order mark, which some editors put there.
    this.at = text.startsWith("\uFEFF") ? 1 : 0;
  }

  // ---- where it is

  int offset() {
    return at;
  }

  String textFrom(int start) {
    return text.substring(start, at);
  }

  Place place() {
    return new Place(line, at - lineStart + 1);
  }

  boolean atEnd() {
    return at >= text.length();
  }

  boolean atLineEnd() {
    return atEnd() || text.charAt(at) == '\n';
  }

  char peek() {
    return peek(0);
  }

  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : END;
  }

  XlSyntaxException failure(Kind kind, String message) {
    return new XlSyntaxException(kind, message, place());
  }

  // ---- going on

  void next() {
    if (text.charAt(at++) == '\n') {
      line++;
      lineStart = at;
    }
  }

  /** A carriage return is a blank too, so that CR LF ends a line. */
  void skipBlanks() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\r') {
      at++;
    }
  }

  void skipBlanksAndComment() {
    skipBlanks();
    if (peek() == '#') {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end;
    }
  }

  /** Inside brackets lines may end anywhere, with a backslash before the end or without. */
  void skipInsideBrackets() {
    while (true) {
      skipBlanksAndComment();
      if (peek() == '\\' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'))) {
        at++;
        skipBlanks();
      }
      if (peek() != '\n' || atEnd()) {
        return;
      }
      next();
    }
  }

  String word() {
    String word = lookAhead();
    at += word.length();
    return word;
  }

  /** Returns the word that begins here; empty when none does. */
  String lookAhead() {
    int end = at;
    while (end < text.length() && (isLetter(text.charAt(end)) || isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
      end++;
    }
    return text.substring(at, end);
  }

  // ---- values

  /** Reads a number, as text: decimal, 0octal or 0xhex, as xl's strtol takes it; what a bad one says is told unless it is secret. */
  Scalar number(boolean secret) throws XlSyntaxException {
    Place place = place();
    int start = at;
    at++;
    while (isDigit(peek()) || (peek() >= 'a' && peek() <= 'f') || (peek() >= 'A' && peek() <= 'F') || peek() == 'x') {
      at++;
    }
    if (isLetter(peek())) {
      String shown = secret ? "The value" : "'" + textFrom(start) + lookAhead().charAt(0) + "'";
      throw new XlSyntaxException(
          Kind.SYNTAX, shown + " is no number; xl takes no unit", place);
    }
    return new Scalar(textFrom(start), false, textFrom(start), place);
  }

  /** Reads a string behind a prefix of so many characters. */
  Scalar string(int prefix) throws XlSyntaxException {
    Place place = place();
    int start = at;
    at += prefix;
    char quote = text.charAt(at++);
    if (peek() == quote && peek(1) == quote) {
      throw new XlSyntaxException(
          Kind.PYTHON, "A string begins with three quotes: this is a Python (xend) config", place);
    }
    StringBuilder value = new StringBuilder();
    while (peek() != quote) {
      if (atLineEnd()) {
        throw new XlSyntaxException(Kind.SYNTAX, "The string is not closed before the line ends", place);
      }
      if (at - start >= XlParser.MAX_STRING) {
        throw new XlSyntaxException(
            Kind.TOO_LARGE, "The string is longer than " + XlParser.MAX_STRING + " characters", place);
      }
      value.append(character());
    }
    at++;
    return new Scalar(value.toString(), true, textFrom(start), place);
  }

  private char character() throws XlSyntaxException {
    char c = text.charAt(at);
    int length = 1;
    if (c == '\\') {
      length = Escape.length(text, at);
      if (length == 0) {
        throw failure(Kind.SYNTAX, "xl knows no escape that begins with \\" + shownBehindBackslash());
      }
      c = Escape.meaning(text, at, length);
      if (c > 0x7F) {
        // Bytes of a character in some encoding: what they mean together is not known, and each alone means another one.
        throw failure(Kind.SYNTAX, "The string holds an escape of a byte above 7F; write the character itself instead");
      }
    }
    boolean pair = Character.isHighSurrogate(c) ? Character.isLowSurrogate(peek(1))
        : !Character.isLowSurrogate(c) || (at > 0 && Character.isHighSurrogate(text.charAt(at - 1)));
    boolean known = (c >= ' ' && c < '\uFFFE') || c == '\t' || c == '\n' || c == '\r';
    if (!pair || !known) {
      throw failure(Kind.SYNTAX, "The string holds U+" + hex(c) + ", which no definition can hold");
    }
    at += length;
    return c;
  }

  private String shownBehindBackslash() {
    char c = peek(1);
    return c < ' ' || Character.isSurrogate(c) ? "U+" + hex(c) : String.valueOf(c);
  }

  static String hex(char c) {
    String digits = Integer.toHexString(c).toUpperCase(Locale.ROOT);
    return "0".repeat(4 - digits.length()) + digits;
  }

  /** Goes behind a dictionary of Python's and returns it as written. */
  String dictionary() throws XlSyntaxException {
    Place place = place();
    int start = at;
    int depth = 0;
    do {
      if (atEnd()) {
        throw new XlSyntaxException(Kind.SYNTAX, "The dictionary is not closed", place);
      }
      char c = peek();
      if (c == '\'' || c == '"') {
        string(0);
        continue;
      }
      if (c == '#') {
        skipBlanksAndComment();
        continue;
      }
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      next();
    } while (depth > 0);
    return textFrom(start);
  }

  static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
