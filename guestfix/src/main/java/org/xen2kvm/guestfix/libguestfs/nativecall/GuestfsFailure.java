package org.xen2kvm.guestfix.libguestfs.nativecall;

/** A call that libguestfs refused, in a session that goes on. The adapter's classes make the ports' exceptions of it. */
public final class GuestfsFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public static final int ENOENT = 2;
  public static final int ENOTDIR = 20;
  public static final int EISDIR = 21;
  public static final int ENOSPC = 28;
  public static final int ELOOP = 40;
  public static final int ENODATA = 61;
  public static final int ENOTSUP = 95;
  public static final int EDQUOT = 122;

  private final int errno;

  GuestfsFailure(int errno, String said) {
    super(said);
    this.errno = errno;
  }

  /** The {@code errno} of the call in the appliance; 0 when there was none. */
  public int errno() {
    return errno;
  }

  /** What libguestfs said. */
  public String said() {
    return String.valueOf(getMessage());
  }
}
