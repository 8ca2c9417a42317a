package org.xen2kvm.converter.xml;

import java.util.Arrays;

/** A text and where its lines begin, so that offsets become line and column and back. Immutable. */
final class SourceText {
  private final String text;
  private final int[] lineStarts;

  SourceText(String text) {
    this.text = text;
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
    this.lineStarts = Arrays.copyOf(starts, count);
  }

  String text() {
    return text;
  }

  boolean hasWindowsLineEnds() {
    return lineStarts.length > 1 && lineStarts[1] >= 2 && text.charAt(lineStarts[1] - 2) == '\r';
  }

  /** Returns the offset of a 1-based line and column, or -1 when there is no such place. */
  int offset(int line, int column) {
    if (line < 1 || line > lineStarts.length || column < 1) {
      return -1;
    }
    int offset = lineStarts[line - 1] + column - 1;
    return offset <= text.length() ? offset : -1;
  }

  int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  int column(int offset) {
    return offset - lineStarts[line(offset) - 1] + 1;
  }
}
