package org.xen2kvm.guestfix.initramfs.unpack.input;

import java.io.IOException;

/** Compressed data that does not follow its format. */
public final class CorruptDataException extends IOException {
  private static final long serialVersionUID = 1L;

  public CorruptDataException(String message) {
    super(message);
  }

  public CorruptDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
