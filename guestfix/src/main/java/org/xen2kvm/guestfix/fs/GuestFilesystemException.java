package org.xen2kvm.guestfix.fs;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A guest's file could not be read or written. Unchecked, because every call of the ports may throw it; those who can
 * act on it ask {@link #reason()}.
 */
public final class GuestFilesystemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why the call failed, as far as a caller may care. */
  public enum Reason {
    NOT_FOUND,
    /** A directory where a file is meant, a file where a link is meant, and so on. */
    WRONG_TYPE,
    /** Larger than the caller allows. */
    TOO_LARGE,
    /** Symbolic links that lead to each other. */
    LINK_LOOP,
    /** No space, no inodes or a quota. */
    NO_SPACE,
    /** The filesystem or the adapter failed. */
    FAILED
  }

  private final GuestPath path;
  private final Reason reason;

  /** A failure at a path. The message says what was meant to happen and what the adapter said. */
  public GuestFilesystemException(GuestPath path, Reason reason, String message, @Nullable Throwable cause) {
    super(path + ": " + message, cause);
    this.path = Objects.requireNonNull(path);
    this.reason = Objects.requireNonNull(reason);
  }

  /** The guest's path. */
  public GuestPath path() {
    return path;
  }

  /** Why the call failed. */
  public Reason reason() {
    return reason;
  }
}
