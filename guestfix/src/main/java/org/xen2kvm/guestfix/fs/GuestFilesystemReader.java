package org.xen2kvm.guestfix.fs;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the files of a stopped guest. Planning gets only this port, so that a plan cannot change anything.
 *
 * <p>Links: a path is followed through every symbolic link in it, absolute ones from the guest's root, never out of the
 * guest: {@code ..} at the root stays there, as for a process in the guest. The last name is followed too, except by {@link
 * #readLink} and {@link #stat}.
 *
 * <p>Errors: {@link GuestFilesystemException}, with reason {@code NOT_FOUND} where a path leads nowhere.
 *
 * <p>Thread-safety: one thread at a time, because a libguestfs handle allows no more.
 */
public interface GuestFilesystemReader {

  /**
   * Whether the path, links followed, leads to anything. A link that leads nowhere or round in a circle does not exist.
   */
  boolean exists(GuestPath path);

  /**
   * The content of a regular file.
   *
   * <p>Bounded, because a guest is untrusted: its fstab may be a terabyte of holes. Anything but a regular file is refused
   * ({@code WRONG_TYPE}) before it is opened: a pipe would block for ever, a device might do anything.
   *
   * @param limit the most bytes to take; a larger file is refused ({@code TOO_LARGE}), never cut
   */
  byte[] read(GuestPath file, int limit);

  /**
   * Bytes of a regular file, fewer than asked where it ends, none behind its end.
   *
   * @param offset bytes from its start
   */
  default byte[] readRange(GuestPath file, long offset, int length) {
    byte[] content = read(file, Integer.MAX_VALUE);
    int from = (int) Math.min(offset, content.length);
    return Arrays.copyOfRange(content, from, (int) Math.min((long) from + length, content.length));
  }

  /**
   * Copies the content of a regular file out of the guest, piece by piece: kernels and initramfs need not fit the memory.
   *
   * @param limit the most bytes; a larger file is refused ({@code TOO_LARGE}) before anything is written
   * @throws IOException when the stream fails
   */
  default void copyOut(GuestPath file, OutputStream to, long limit) throws IOException {
    to.write(read(file, (int) Math.min(limit, Integer.MAX_VALUE)));
  }

  /** The names in a directory, sorted, without {@code .} and {@code ..}. */
  List<String> list(GuestPath directory);

  /** What a symbolic link says, as it is written there: absolute or relative, perhaps leading nowhere. */
  String readLink(GuestPath link);

  /** What the filesystem says about the path; about the link itself when it is one. */
  GuestFileStat stat(GuestPath path);
}
