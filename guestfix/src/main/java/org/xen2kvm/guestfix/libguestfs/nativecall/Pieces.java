package org.xen2kvm.guestfix.libguestfs.nativecall;

import java.io.ByteArrayOutputStream;

/** Content in pieces: libguestfs's messages end at 4 MiB. */
public final class Pieces {
  /** Half of the limit; larger pieces are not faster. */
  public static final int LARGEST = 2 << 20;

  private Pieces() {}

  /** Bytes from the source, fewer where it ends. */
  public static byte[] read(Source source, long offset, int length) {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("offset " + offset + ", length " + length);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream(Math.min(length, LARGEST));
    while (all.size() < length) {
      byte[] piece = source.read(offset + all.size(), Math.min(LARGEST, length - all.size()));
      if (piece.length == 0) {
        break;
      }
      all.writeBytes(piece);
    }
    return all.toByteArray();
  }

  /** Where bytes come from. */
  public interface Source {
    /** Some bytes at a place; none only at the end. */
    byte[] read(long offset, int count);
  }
}
