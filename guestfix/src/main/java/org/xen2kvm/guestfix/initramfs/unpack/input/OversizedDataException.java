package org.xen2kvm.guestfix.initramfs.unpack.input;

import java.io.IOException;

/** Compressed data that may be sound but needs more memory or work than a guest's image is given. */
public final class OversizedDataException extends IOException {
  private static final long serialVersionUID = 1L;

  public OversizedDataException(String message) {
    super(message);
  }

  public OversizedDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
