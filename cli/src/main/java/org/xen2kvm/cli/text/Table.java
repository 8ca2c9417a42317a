package org.xen2kvm.cli.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows whose columns stand below each other, as wide as what is in them. For one thread. */
public final class Table {
  private static final int GAP = 2;

  /** A cell that is wider pushes the rest of its line aside, and not the rest of the table. */
  private static final int WIDEST = 44;

  private final List<List<String>> rows = new ArrayList<>();
  private final List<@Nullable Color> colors = new ArrayList<>();
  private final List<String> below = new ArrayList<>();

  /** Adds a row; rows may have different numbers of cells. What is not printable in a cell is replaced. */
  public Table row(String... cells) {
    return row((Color) null, cells);
  }

  /** Adds a row whose first cell has a colour. */
  public Table row(@Nullable Color color, String... cells) {
    List<String> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(Printable.line(cell));
    }
    rows.add(row);
    colors.add(color);
    below.add("");
    return this;
  }

  /** Adds lines below the last row, as they are; each ends with a line feed. */
  public Table below(String lines) {
    int last = below.size() - 1;
    below.set(last, below.get(last) + lines);
    return this;
  }

  /** Returns the lines, each ended by a line feed and without blanks in front of it. */
  public String text() {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        int width = DisplayWidth.of(row.get(i));
        if (i == widths.size()) {
          widths.add(0);
        }
        widths.set(i, Math.max(widths.get(i), width <= WIDEST ? width : 0));
      }
    }
    StringBuilder out = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < rows.get(r).size(); i++) {
        String cell = rows.get(r).get(i);
        Color color = i == 0 ? colors.get(r) : null;
        line.append(color == null ? cell : color.paint(cell, true)).append(" ".repeat(Math.max(0, widths.get(i) - DisplayWidth.of(cell)) + GAP));
      }
      out.append(line.toString().stripTrailing()).append('\n').append(below.get(r));
    }
    return out.toString();
  }
}
