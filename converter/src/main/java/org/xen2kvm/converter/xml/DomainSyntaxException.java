package org.xen2kvm.converter.xml;

/**
 * The input cannot be read as a domain definition. Always caught by the converter and told as a finding; never leaves the
 * library from {@code DomainConverter.convert}.
 */
@SuppressWarnings("serial") // never serialised
public final class DomainSyntaxException extends Exception {
  /** Why a text is not taken. */
  public enum Kind {
    NOT_WELL_FORMED,
    DOCTYPE,
    TOO_LARGE,
    ENCODING
  }

  private final Kind kind;
  private final int line;
  private final int column;

  DomainSyntaxException(Kind kind, String message, int line, int column) {
    super(message);
    this.kind = kind;
    this.line = line;
    this.column = column;
  }

  public Kind kind() {
    return kind;
  }

  /** 1-based, 0 when unknown. */
  public int line() {
    return line;
  }

  /** 1-based, 0 when unknown. */
  public int column() {
    return column;
  }
}
