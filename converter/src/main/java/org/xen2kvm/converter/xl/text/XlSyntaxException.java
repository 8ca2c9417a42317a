package org.xen2kvm.converter.xl.text;

/** The text is no configuration that xl reads. Always told as a finding; never leaves the library. */
@SuppressWarnings("serial") // never serialised
public final class XlSyntaxException extends Exception {
  /** Why a text is not taken. */
  public enum Kind {
    SYNTAX,
    /** It computes: a configuration for xend, which Python would have to run. */
    PYTHON,
    TOO_LARGE
  }

  private final Kind kind;
  private final Place place;

  XlSyntaxException(Kind kind, String message, Place place) {
    super(message);
    this.kind = kind;
    this.place = place;
  }

  public Kind kind() {
    return kind;
  }

  public Place place() {
    return place;
  }
}
