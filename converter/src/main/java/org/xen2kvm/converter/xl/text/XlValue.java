package org.xen2kvm.converter.xl.text;

import java.util.List;

/** A value of a configuration, with its place and its text as written. */
public sealed interface XlValue {

  /** Where its first character stands. */
  Place place();

  /** Its text as written, with quotes and escapes, perhaps over several lines. */
  String written();

  /**
   * A string or a number; xl takes each where the other is expected.
   *
   * @param text what it says, without quotes and escapes
   * @param quoted whether it stood in quotes
   */
  record Scalar(String text, boolean quoted, String written, Place place) implements XlValue {

    /** Returns where a character of {@link #text} stands in the file. */
    public Place placeOf(int offset) {
      if (!quoted) {
        return new Place(place.line(), place.column() + offset);
      }
      boolean prefixed = written.charAt(0) != '\'' && written.charAt(0) != '"';
      int raw = prefixed ? 2 : 1;
      for (int i = 0; i < offset && raw < written.length(); i++) {
        raw += written.charAt(raw) == '\\' ? Math.max(1, Escape.length(written, raw)) : 1;
      }
      return new Place(place.line(), place.column() + Math.min(raw, written.length()));
    }
  }

  /** A list, which may hold lists. */
  record Items(List<XlValue> items, String written, Place place) implements XlValue {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** A dictionary of Python's, which xl does not know: read over, its content dropped. */
  record Dictionary(String written, Place place) implements XlValue {}
}
