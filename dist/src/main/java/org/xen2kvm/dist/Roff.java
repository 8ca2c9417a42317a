package org.xen2kvm.dist;

import java.util.Locale;

/** A man page in the man(7) macros, written from top to bottom. Whatever it is given stays text and never becomes a request. */
final class Roff {
  private final StringBuilder text = new StringBuilder();

  /** Begins the page. The date, in digits and hyphens, stays as it is: it is read by machines. */
  Roff title(String name, String date, String source) {
    return line(".TH " + escape(name.toUpperCase(Locale.ROOT)) + " 1 " + date + ' ' + quoted(source) + " \"User Commands\"");
  }

  /** Begins a section. */
  Roff section(String name) {
    return line(".SH " + quoted(name));
  }

  /** Adds a definition: a term, already marked up, and below it what it means. */
  Roff definition(String term, String meaning) {
    return line(".TP").line(term).text(meaning);
  }

  /** Adds running text. */
  Roff text(String words) {
    return line(protectedLine(escape(words)));
  }

  /** Adds lines that stay as they are, one below the other. */
  Roff verbatim(Iterable<String> lines) {
    line(".EX");
    for (String any : lines) {
      line(protectedLine(escape(any)));
    }
    return line(".EE");
  }

  /** Adds a line of markup made of {@link #bold} and {@link #italic}. */
  Roff markup(String line) {
    return line(line);
  }

  /** Returns a word to be typed as it stands. */
  static String bold(String word) {
    return "\\fB" + escape(word) + "\\fR";
  }

  /** Returns a word that stands for another. */
  static String italic(String word) {
    return "\\fI" + escape(word) + "\\fR";
  }

  /** Returns text in which no character means anything to troff, and which prints as it was typed, ready to be copied. */
  static String escape(String words) {
    StringBuilder escaped = new StringBuilder();
    words.codePoints().forEach(character -> {
      switch (character) {
        case '\\' -> escaped.append("\\(rs");
        case '-' -> escaped.append("\\-");
        case '\'' -> escaped.append("\\(aq");
        case '`' -> escaped.append("\\(ga");
        case '"' -> escaped.append("\\(dq");
        case '^' -> escaped.append("\\(ha");
        case '~' -> escaped.append("\\(ti");
        case '\n', '\r', '\t' -> escaped.append(' ');
        default -> {
          if (character < 0x7f) {
            escaped.append((char) character);
          } else {
            escaped.append(String.format(Locale.ROOT, "\\[u%04X]", character));
          }
        }
      }
    });
    return escaped.toString();
  }

  /** Returns the page. */
  @Override
  public String toString() {
    return text.toString();
  }

  private Roff line(String line) {
    text.append(line).append('\n');
    return this;
  }

  private static String quoted(String argument) {
    return '"' + escape(argument) + '"';
  }

  /** A dot would begin a request, and a blank breaks the line. */
  private static String protectedLine(String line) {
    return line.startsWith(".") || line.startsWith(" ") ? "\\&" + line : line;
  }
}
