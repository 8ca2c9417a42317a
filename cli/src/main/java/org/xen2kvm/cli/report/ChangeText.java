package org.xen2kvm.cli.report;

import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.converter.report.Change;

/** What one change does, in one line and without its reason. Stateless. */
public final class ChangeText {
  private ChangeText() {}

  /** Returns the line, without a line end. */
  public static String of(Change change) {
    String place = Printable.line(change.xpath());
    String name = Printable.line(change.name());
    String before = value(change.before());
    String after = value(change.after());
    return switch (change.kind()) {
      case SET_ATTRIBUTE -> place + "/@" + name + ": "
          + (change.before() == null ? "set to " + after : before + " becomes " + after);
      case REMOVE_ATTRIBUTE -> place + "/@" + name + ": " + before + " removed";
      case SET_TEXT -> place + ": " + before + " becomes " + after;
      case ADD_ELEMENT -> place + ": " + after + " added";
      case REMOVE_ELEMENT -> place + ": removed " + before;
      case MOVE_ELEMENT -> place + ": moved";
      case READ_SETTING -> change.line() + ":" + change.column() + ": " + name + " = " + before
          + (after.isEmpty() ? " read" : " read as " + after);
    };
  }

  /** Returns a value in one short line: an element is told by its start. */
  private static String value(@Nullable String value) {
    if (value == null) {
      return "";
    }
    StringBuilder flat = new StringBuilder();
    for (int i = 0; i < value.length() && flat.length() < 161; i++) {
      char c = value.charAt(i);
      boolean space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      if (!space) {
        flat.append(c);
      } else if (flat.length() > 0 && flat.charAt(flat.length() - 1) != ' ') {
        flat.append(' ');
      }
    }
    String text = flat.length() > 160 ? flat.substring(0, 157) + "..." : flat.toString();
    return value.startsWith("<") ? Printable.line(text) : "'" + Printable.line(text) + "'";
  }
}
