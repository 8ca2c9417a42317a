package org.xen2kvm.converter.host;

/** Texts that should describe a KVM host do not; says which one, where, and what to give instead. */
@SuppressWarnings("serial") // never serialised
public final class HostProfileException extends Exception {
  private static final String HOW_TO_GET_THEM =
      "Run on the KVM host: virsh -c qemu:///system domcapabilities > FILE,"
          + " and virsh -c qemu:///system capabilities > FILE.";

  private final int document;
  private final int line;
  private final int column;
  private final String advice;

  /** For a text that is missing, cut off, or something else: the advice is how to get a right one. */
  HostProfileException(int document, int line, int column, String message) {
    this(document, line, column, message, HOW_TO_GET_THEM);
  }

  HostProfileException(int document, int line, int column, String message, String advice) {
    super(message);
    this.document = document;
    this.line = line;
    this.column = column;
    this.advice = advice;
  }

  /** Returns the index of the text in the list, 0 for the first. */
  public int document() {
    return document;
  }

  /** Returns the 1-based line in that text, 0 when unknown. */
  public int line() {
    return line;
  }

  /** Returns the 1-based column in that text, 0 when unknown. */
  public int column() {
    return column;
  }

  /** Returns what to do, one or two sentences. */
  public String advice() {
    return advice;
  }
}
