package org.xen2kvm.converter.xml;

import java.util.Arrays;

/** A text and where its lines begin, so that offsets become line and column. For one thread. */
final class SourceText {
  private final String text;

  /** Where lines begin, as far as anybody asked: most findings are about the first line, and most texts have none. */
  private int[] lineStarts = new int[16];

  private int lines = 1;
  private int scanned;

  SourceText(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** Returns whether its first line ends in a carriage return and a line feed. */
  boolean hasWindowsLineEnds() {
    int end = text.indexOf('\n');
    return end > 0 && text.charAt(end - 1) == '\r';
  }

  /** Returns the 1-based line of an offset. */
  int line(int offset) {
    scanTo(offset);
    int found = Arrays.binarySearch(lineStarts, 0, lines, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** Returns the 1-based column of an offset. */
  int column(int offset) {
    return offset - lineStarts[line(offset) - 1] + 1;
  }

  private void scanTo(int offset) {
    for (; scanned < offset; scanned++) {
      char c = text.charAt(scanned);
      boolean lineEnd = c == '\n' || (c == '\r' && (scanned + 1 == text.length() || text.charAt(scanned + 1) != '\n'));
      if (lineEnd) {
        if (lines == lineStarts.length) {
          lineStarts = Arrays.copyOf(lineStarts, lines * 2);
        }
        lineStarts[lines++] = scanned + 1;
      }
    }
  }
}
