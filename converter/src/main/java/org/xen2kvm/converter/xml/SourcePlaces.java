package org.xen2kvm.converter.xml;

import java.util.Arrays;

/**
 * Where the elements of a text that was made from another one come from: places in that other text, by the offsets of their
 * start tags. Immutable.
 */
public final class SourcePlaces {
  private final int[] offsets;
  private final int[] lines;
  private final int[] columns;

  private SourcePlaces(int[] offsets, int[] lines, int[] columns) {
    this.offsets = offsets;
    this.lines = lines;
    this.columns = columns;
  }

  /** Returns the 1-based line that the element at an offset comes from, 0 when nothing says it. */
  int line(int offset) {
    return at(lines, offset);
  }

  /** Returns the 1-based column that the element at an offset comes from, 0 when nothing says it. */
  int column(int offset) {
    return at(columns, offset);
  }

  private int at(int[] numbers, int offset) {
    int found = Arrays.binarySearch(offsets, offset);
    return found < 0 ? 0 : numbers[found];
  }

  /** Collects places in the order of the text. */
  public static final class Builder {
    private int[] offsets = new int[64];
    private int[] lines = new int[64];
    private int[] columns = new int[64];
    private int count;

    /** Adds the place of the element whose start tag begins at an offset, greater than all before it. */
    public void add(int offset, int line, int column) {
      if (count > 0 && offsets[count - 1] >= offset) {
        throw new IllegalArgumentException("Offset " + offset + " does not follow " + offsets[count - 1]);
      }
      if (count == offsets.length) {
        offsets = Arrays.copyOf(offsets, count * 2);
        lines = Arrays.copyOf(lines, count * 2);
        columns = Arrays.copyOf(columns, count * 2);
      }
      offsets[count] = offset;
      lines[count] = line;
      columns[count++] = column;
    }

    public SourcePlaces build() {
      return new SourcePlaces(
          Arrays.copyOf(offsets, count), Arrays.copyOf(lines, count), Arrays.copyOf(columns, count));
    }
  }
}
