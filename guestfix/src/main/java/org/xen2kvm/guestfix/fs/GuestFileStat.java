package org.xen2kvm.guestfix.fs;

/**
 * What a guest's filesystem says about one file, of a symbolic link about the link itself.
 *
 * @param type what it is
 * @param size bytes
 * @param permissions the mode's lower twelve bits: permissions, set-user-id, set-group-id, sticky
 * @param owner numeric user id in the guest
 * @param group numeric group id in the guest
 * @param modifiedSeconds last change of the content, seconds since 1970-01-01 UTC
 */
public record GuestFileStat(Type type, long size, int permissions, long owner, long group, long modifiedSeconds) {
  /** What a file is. */
  public enum Type {
    REGULAR,
    DIRECTORY,
    SYMLINK,
    /** A device, a socket or a pipe. */
    OTHER
  }

  /** Checks that the permissions fit twelve bits. */
  public GuestFileStat {
    if ((permissions & ~07777) != 0) {
      throw new IllegalArgumentException(
          "more than twelve bits of permissions: 0" + Integer.toOctalString(permissions));
    }
  }
}
