package org.xen2kvm.guestfix.initramfs;

/**
 * A file in an initramfs.
 *
 * @param name its path from the root without a slash at either end: {@code usr/lib/modules}
 * @param kind what it is
 * @param mode its permission bits
 * @param size the bytes of a regular file; of a hard link perhaps 0, because only one of the names carries the content
 * @param target where a symbolic link leads, as written; empty for anything else
 */
public record InitramfsEntry(String name, Kind kind, int mode, long size, String target) {
  /** What an entry may be. */
  public enum Kind {
    FILE,
    DIRECTORY,
    SYMLINK,
    /** A block or character device. */
    DEVICE,
    /** A pipe, a socket, or nothing that the kernel knows. */
    OTHER;

    private static final int TYPE = 0170000;

    static Kind of(int mode) {
      return switch (mode & TYPE) {
        case 0100000 -> FILE;
        case 0040000 -> DIRECTORY;
        case 0120000 -> SYMLINK;
        case 0020000, 0060000 -> DEVICE;
        default -> OTHER;
      };
    }
  }

  /** Whether it is a regular file. */
  public boolean isFile() {
    return kind == Kind.FILE;
  }

  /** Its last name: {@code modules} of {@code usr/lib/modules}. */
  public String fileName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
