package org.xen2kvm.cli.survey;

import java.util.ArrayList;
import java.util.List;
import org.xen2kvm.cli.text.Table;

/** A table with a header, of which only so many rows are printed, each cell filled. For one thread. */
final class SurveyTable {
  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  SurveyTable(String... header) {
    this.header = List.of(header);
  }

  /** Adds a row with a cell for each column. */
  void add(Object... cells) {
    List<String> row = new ArrayList<>(cells.length);
    for (Object cell : cells) {
      String text = cell.toString();
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
    Table table = new Table();
    table.row(header.toArray(new String[0]));
    for (List<String> row : rows.subList(0, shown)) {
      table.row(row.toArray(new String[0]));
    }
    StringBuilder out = new StringBuilder();
    table.text().lines().forEach(line -> out.append("  ").append(line).append('\n'));
    if (rows.size() > shown) {
      out.append("  … and ").append(rows.size() - shown).append(" more; --all shows them\n");
    }
    return out.toString();
  }
}
