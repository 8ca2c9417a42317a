package org.xen2kvm.guestfix.initramfs;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An initramfs that cannot be read, or an archive that cannot be made; {@link #reason()} says why. */
public final class InitramfsException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why, as far as a caller may care. */
  public enum Reason {
    /** No bytes, or only zeros. */
    EMPTY,
    /** It starts like nothing that the kernel unpacks. */
    UNKNOWN_FORMAT,
    /** A kernel with its initramfs inside, to be started by UEFI: it may be signed, and appending would not reach it. */
    UNIFIED_KERNEL_IMAGE,
    /** The kernel may unpack it, but this program does not; the message names the compression. */
    UNSUPPORTED_COMPRESSION,
    /** Unpacked, it is not a newc archive; old initial RAM disks held a filesystem. */
    NOT_AN_ARCHIVE,
    /** It breaks its format. */
    CORRUPT,
    /** More than this program takes: memory, bytes, entries, names. */
    TOO_LARGE
  }

  private final Reason reason;

  /** A failure: why, and what was found, in one sentence. */
  public InitramfsException(Reason reason, String message) {
    this(reason, message, null);
  }

  InitramfsException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason);
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
