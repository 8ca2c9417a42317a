package org.xen2kvm.runner;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The host refused or failed. Unchecked, because every call of {@link DomainRunner} may throw it and few callers can do
 * more than report it; those that can ask {@link #error()}.
 */
public final class RunnerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final int errorDomain;

  /**
   * An error as libvirt reports it.
   *
   * @param code libvirt's {@code virErrorNumber}
   * @param errorDomain libvirt's {@code virErrorDomain}: which of its parts failed (10 = QEMU driver, 20 = domain
   *     parser …); 0 when unknown
   * @param message libvirt's own words
   */
  public RunnerException(int code, int errorDomain, String message) {
    super(Objects.requireNonNull(message));
    this.code = code;
    this.errorDomain = errorDomain;
  }

  /** An error that has a name, with what caused it. */
  public RunnerException(RunnerError error, String message, @Nullable Throwable cause) {
    super(Objects.requireNonNull(message), cause);
    this.code = error.code();
    this.errorDomain = 0;
  }

  /** An error that has a name. */
  public RunnerException(RunnerError error, String message) {
    this(error, message, null);
  }

  /** The error's kind, {@link RunnerError#OTHER} when its number has no name. */
  public RunnerError error() {
    return RunnerError.ofCode(code);
  }

  /** Libvirt's {@code virErrorNumber}; negative when the error is not libvirt's. */
  public int code() {
    return code;
  }

  /** Libvirt's {@code virErrorDomain}, 0 when unknown. */
  public int errorDomain() {
    return errorDomain;
  }
}
