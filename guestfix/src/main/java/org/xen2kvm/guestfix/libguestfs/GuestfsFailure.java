package org.xen2kvm.guestfix.libguestfs;

/** A call that libguestfs refused, in a session that goes on. The adapter's classes make the ports' exceptions of it. */
final class GuestfsFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  static final int ENOENT = 2;
  static final int ENOTDIR = 20;
  static final int EISDIR = 21;
  static final int EINVAL = 22;
  static final int ENOSPC = 28;
  static final int ELOOP = 40;
  static final int ENODATA = 61;
  static final int ENOTSUP = 95;
  static final int EDQUOT = 122;

  private final int errno;

  GuestfsFailure(int errno, String said) {
    super(said);
    this.errno = errno;
  }

  /** The {@code errno} of the call in the appliance; 0 when there was none. */
  int errno() {
    return errno;
  }

  /** What libguestfs said. */
  String said() {
    return String.valueOf(getMessage());
  }
}
