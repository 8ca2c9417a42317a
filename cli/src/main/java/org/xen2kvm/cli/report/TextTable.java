package org.xen2kvm.cli.report;

import java.util.ArrayList;
import java.util.List;

/** A table in plain text, its columns aligned and two blanks apart, the last one as long as it likes. For one thread. */
final class TextTable {
  /** A cell that is longer pushes the rest of its line aside, and not the rest of the table. */
  private static final int WIDEST = 44;

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... header) {
    this.header = List.of(header);
  }

  /** Adds a row with a cell for each column; what cannot be printed in a cell is replaced. */
  void add(Object... cells) {
    List<String> row = new ArrayList<>(cells.length);
    for (Object cell : cells) {
      String text = Printable.line(cell.toString());
      row.add(text.isEmpty() ? "-" : text);
    }
    rows.add(row);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Returns the table; each line begins with two blanks and ends with a line feed. */
  String print(int most) {
    int shown = Math.min(most, rows.size());
    int[] widths = new int[header.size()];
    widen(widths, header);
    for (int i = 0; i < shown; i++) {
      widen(widths, rows.get(i));
    }
    StringBuilder out = new StringBuilder();
    append(out, header, widths);
    for (int i = 0; i < shown; i++) {
      append(out, rows.get(i), widths);
    }
    if (rows.size() > shown) {
      out.append("  … and ").append(rows.size() - shown).append(" more; --all shows them\n");
    }
    return out.toString();
  }

  private static void widen(int[] widths, List<String> row) {
    for (int i = 0; i < widths.length; i++) {
      int length = length(row.get(i));
      widths[i] = Math.max(widths[i], length <= WIDEST ? length : 0);
    }
  }

  private static void append(StringBuilder out, List<String> row, int[] widths) {
    for (int i = 0; i < row.size(); i++) {
      out.append("  ").append(row.get(i));
      if (i < row.size() - 1) {
        out.append(" ".repeat(Math.max(0, widths[i] - length(row.get(i)))));
      }
    }
    out.append('\n');
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
