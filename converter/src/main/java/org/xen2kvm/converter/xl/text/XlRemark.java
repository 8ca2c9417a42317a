package org.xen2kvm.converter.xl.text;

/**
 * Something of the text that xl would not have taken, or that has no effect.
 *
 * @param kind what it is
 * @param message one sentence
 */
public record XlRemark(Kind kind, Place place, String message) {

  /** What a remark is about. */
  public enum Kind {
    /** xl refuses this; it is read because its meaning is plain. */
    TOLERATED,
    /** A later assignment of the same key wins. */
    OVERRIDDEN
  }
}
