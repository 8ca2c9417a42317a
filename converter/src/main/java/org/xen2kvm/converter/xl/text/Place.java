package org.xen2kvm.converter.xl.text;

/**
 * Where in a configuration something stands.
 *
 * @param line 1-based, 0 when nothing in the file says it
 * @param column 1-based, 0 when nothing in the file says it
 */
public record Place(int line, int column) {
  /** The place of what no line of the file says: a default. */
  public static final Place NONE = new Place(0, 0);

  /** Returns whether there is such a place. */
  public boolean isKnown() {
    return line > 0;
  }
}
