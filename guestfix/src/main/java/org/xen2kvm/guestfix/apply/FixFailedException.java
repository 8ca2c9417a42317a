package org.xen2kvm.guestfix.apply;

/** An action of a plan failed, or did not have the result that it was to have. The overlay has to be dropped. */
public final class FixFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FixFailedException(String message) {
    super(message);
  }
}
