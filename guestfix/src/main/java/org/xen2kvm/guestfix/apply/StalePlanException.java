package org.xen2kvm.guestfix.apply;

/** The guest is not as the plan found it: it has to be planned again. */
public final class StalePlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StalePlanException(String message) {
    super(message);
  }
}
