package org.xen2kvm.converter.xml;

import java.util.Arrays;

/** A text and where its lines begin, so that offsets become line and column. For one thread. */
final class SourceText {
  private final String text;

  /** Made when first asked for: most conversions have nothing to report. */
  private int[] lineStarts = new int[0];

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
    int found = Arrays.binarySearch(lineStarts(), offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** Returns the 1-based column of an offset. */
  int column(int offset) {
    return offset - lineStarts()[line(offset) - 1] + 1;
  }

  private int[] lineStarts() {
    if (lineStarts.length == 0) {
      int[] starts = new int[64];
      int count = 1;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        boolean lineEnd = c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
        if (lineEnd) {
          if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
          }
          starts[count++] = i + 1;
        }
      }
      lineStarts = Arrays.copyOf(starts, count);
    }
    return lineStarts;
  }
}
