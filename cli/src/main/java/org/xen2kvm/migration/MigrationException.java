package org.xen2kvm.migration;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A migration that cannot go on, for a reason outside this program. Unchecked; those who can act on it ask {@link #reason()}.
 */
public final class MigrationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why, as far as a caller may care. */
  public enum Reason {
    /** A disk or a file in the guest is not what the plan was made for: plan again. */
    STALE,
    /** The guest cannot be migrated as it is; nothing was written. */
    REFUSED,
    /** Something else migrates the same guest, or has done so. */
    TAKEN,
    /** A file, QEMU, libvirt or libguestfs failed; what was begun is undone. */
    FAILED
  }

  private final Reason reason;
  private final String advice;
  private final String details;

  /** A failure: what happened, in one sentence, and what to do about it; the advice may be empty. */
  public MigrationException(Reason reason, String message, String advice, @Nullable Throwable cause) {
    this(reason, message, advice, "", cause);
  }

  /** A failure with what others said of it: lines of logs, control characters included. */
  public MigrationException(Reason reason, String message, String advice, String details, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason);
    this.advice = Objects.requireNonNull(advice);
    this.details = Objects.requireNonNull(details);
  }

  /** Returns why. */
  public Reason reason() {
    return reason;
  }

  /** Returns what others said of it, lines of logs; empty when nobody did. */
  public String details() {
    return details;
  }

  /** Returns what to do about it; empty when there is nothing to say. */
  public String advice() {
    return advice;
  }
}
