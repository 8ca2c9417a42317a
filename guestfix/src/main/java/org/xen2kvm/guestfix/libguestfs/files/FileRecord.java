package org.xen2kvm.guestfix.libguestfs.files;

import com.sun.jna.Pointer;
import org.xen2kvm.guestfix.fs.GuestFileStat;

/**
 * What {@code struct guestfs_statns} holds of a file, access time and fractions of seconds included.
 *
 * @param stat what the port tells
 * @param accessSeconds time of the last reading
 * @param accessNanos its fraction
 * @param modifyNanos the fraction of the last change of the content
 */
record FileRecord(GuestFileStat stat, long accessSeconds, long accessNanos, long modifyNanos) {
  /** All fields have 64 bits. */
  private static final long MODE = 16;

  private static final long OWNER = 32;
  private static final long GROUP = 40;
  private static final long SIZE = 56;
  private static final long ACCESS_SECONDS = 80;
  private static final long ACCESS_NANOS = 88;
  private static final long MODIFY_SECONDS = 96;
  private static final long MODIFY_NANOS = 104;

  private static final int TYPE_BITS = 0170000;

  static FileRecord of(Pointer statns) {
    int mode = (int) statns.getLong(MODE);
    GuestFileStat.Type type = switch (mode & TYPE_BITS) {
      case 0100000 -> GuestFileStat.Type.REGULAR;
      case 0040000 -> GuestFileStat.Type.DIRECTORY;
      case 0120000 -> GuestFileStat.Type.SYMLINK;
      default -> GuestFileStat.Type.OTHER;
    };
    GuestFileStat stat = new GuestFileStat(
        type,
        statns.getLong(SIZE),
        mode & 07777,
        statns.getLong(OWNER),
        statns.getLong(GROUP),
        statns.getLong(MODIFY_SECONDS));
    return new FileRecord(
        stat, statns.getLong(ACCESS_SECONDS), statns.getLong(ACCESS_NANOS), statns.getLong(MODIFY_NANOS));
  }

  GuestFileStat.Type type() {
    return stat.type();
  }

  long size() {
    return stat.size();
  }
}
