package org.xen2kvm.guestfix.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A text taken apart into its lines and put together again, with the line ends that each of them has. No I/O. */
public final class TextLines {
  private TextLines() {}

  /**
   * One line.
   *
   * @param number from 1
   * @param text without its end
   * @param end what ends it: a line feed, both characters of DOS, or nothing at the end of a file
   */
  public record Line(int number, String text, String end) {
    /** Returns whether it holds nothing, or a comment that starts with {@code #}. */
    public boolean isBlankOrComment() {
      String content = text.strip();
      return content.isEmpty() || content.startsWith("#");
    }

    /** Returns the line with its end, as it is written. */
    public String whole() {
      return text + end;
    }

    /** Returns its place in a file as findings have it: {@code /etc/fstab:3}. */
    public String in(Object file) {
      return file + ":" + number;
    }
  }

  /** Returns the lines of a text; none of an empty one. */
  public static List<Line> of(String text) {
    List<Line> lines = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int feed = text.indexOf('\n', from);
      int next = feed < 0 ? text.length() : feed + 1;
      int end = feed < 0 ? next : feed > from && text.charAt(feed - 1) == '\r' ? feed - 1 : feed;
      lines.add(new Line(lines.size() + 1, text.substring(from, end), text.substring(end, next)));
      from = next;
    }
    return lines;
  }

  /** Returns a text with each line made what the function says, and without those for which it says nothing. */
  public static String map(String text, Function<Line, Optional<String>> change) {
    StringBuilder result = new StringBuilder(text.length() + 64);
    for (Line line : of(text)) {
      change.apply(line).ifPresent(changed -> result.append(changed).append(line.end()));
    }
    return result.toString();
  }
}
