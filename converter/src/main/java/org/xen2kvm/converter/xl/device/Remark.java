package org.xen2kvm.converter.xl.device;

import org.xen2kvm.converter.report.Severity;

/**
 * Something about a device's specification that a person should know: a finding that does not know its file yet.
 *
 * @param severity how much it matters; ERROR for what is no specification
 * @param message what was found, one sentence without a full stop
 * @param advice what to do about it; empty when there is nothing to do
 * @param offset index of the character in the specification that it is about
 */
public record Remark(Severity severity, String message, String advice, int offset) {
  public static Remark note(String message, int offset) {
    return new Remark(Severity.NOTE, message, "", offset);
  }

  public static Remark warning(String message, String advice, int offset) {
    return new Remark(Severity.WARNING, message, advice, offset);
  }

  public static Remark error(String message, String advice, int offset) {
    return new Remark(Severity.ERROR, message, advice, offset);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
