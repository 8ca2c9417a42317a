package org.xen2kvm.cli.text;

/** Text from a file or a file name, made safe for a terminal and for a report of lines. Stateless. */
public final class Printable {
  private Printable() {}

  /** Returns the text on one line: each control character, an escape sequence's among them, is a question mark. */
  public static String line(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isControl(text.charAt(i))) {
        return replace(text);
      }
    }
    return text;
  }

  /** Returns the text with its line feeds and tabs as they are, and every other control character a question mark. */
  public static String text(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      safe.append(c != '\n' && c != '\t' && isControl(c) ? '?' : c);
    }
    return safe.toString();
  }

  /**
   * Returns data as a person's terminal may show them: {@link #text} with plain line ends. What is piped or written to a file stays
   * exact instead.
   */
  public static String onTerminal(String data) {
    return text(data.replace("\r\n", "\n"));
  }

  private static String replace(String text) {
    StringBuilder safe = new StringBuilder(text);
    for (int i = 0; i < safe.length(); i++) {
      char c = safe.charAt(i);
      if (c == '\n' || c == '\t' || c == '\r') {
        safe.setCharAt(i, ' ');
      } else if (isControl(c)) {
        safe.setCharAt(i, '?');
      }
    }
    return safe.toString();
  }

  /** Controls, and the marks that turn the direction of a line around so that it reads as something else. */
  private static boolean isControl(char c) {
    return Character.isISOControl(c) || (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069')
        || c == '\u2028'
        || c == '\u2029';
  }
}
