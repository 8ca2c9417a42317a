package org.xen2kvm.guestfix.fix.mount;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a table like fstab: fields with blanks between, of which one can be changed while the rest of the line stays.
 *
 * @param text the line
 * @param fields where its fields are
 */
record TableLine(String text, List<Field> fields) {
  private static final Pattern FIELD = Pattern.compile("[^ \t]+");
  private static final int MOST_FIELDS = 16;

  /** Where a field is: the index of its first character, and the one behind its last. */
  record Field(int from, int to) {}

  static TableLine of(String text) {
    List<Field> fields = new ArrayList<>();
    Matcher matcher = FIELD.matcher(text);
    while (fields.size() < MOST_FIELDS && matcher.find()) {
      fields.add(new Field(matcher.start(), matcher.end()));
    }
    return new TableLine(text, List.copyOf(fields));
  }

  /** Returns a field; empty text when the line ends before it. */
  String get(int index) {
    return index < fields.size() ? text.substring(fields.get(index).from(), fields.get(index).to()) : "";
  }

  /** Returns the line with another field there; the next column keeps its place where blanks allow it. */
  TableLine with(int index, String value) {
    Field field = fields.get(index);
    int next = index + 1 < fields.size() ? fields.get(index + 1).from() : field.to();
    String gap = text.substring(field.to(), next);
    if (gap.length() > 1 && gap.isBlank() && gap.indexOf('\t') < 0) {
      gap = " ".repeat(Math.max(1, next - field.from() - value.length()));
    }
    return of(text.substring(0, field.from()) + value + gap + text.substring(next));
  }
}
