package org.xen2kvm.guestfix.disk;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The disks could not be opened or looked into. Unchecked, because every call of the port may throw it; those who can act on it
 * ask {@link #reason()}.
 */
public final class GuestDisksException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why the call failed, as far as a caller may care. */
  public enum Reason {
    /** libguestfs, its appliance's kernel or QEMU is not installed; the message names the package. */
    NOT_INSTALLED,
    /** The appliance did not start. */
    LAUNCH_FAILED,
    /** The disk image is missing, unreadable or of another format than declared. */
    BAD_IMAGE,
    /** Another process has the image open for writing. */
    IN_USE,
    /** The key does not open the LUKS container. */
    WRONG_KEY,
    /** The filesystem cannot be mounted. */
    MOUNT_FAILED,
    /** The caller asked to stop. */
    CANCELLED,
    FAILED
  }

  private final Reason reason;

  /** A failure. The message says what was meant to happen, what was said, and what to do where that is known. */
  public GuestDisksException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason);
  }

  /** Why the call failed. */
  public Reason reason() {
    return reason;
  }
}
