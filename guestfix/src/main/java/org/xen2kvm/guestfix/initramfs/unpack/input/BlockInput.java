package org.xen2kvm.guestfix.initramfs.unpack.input;

import java.io.IOException;
import java.io.InputStream;

/** Reads what is unpacked block by block: from an array that the format fills, whenever what was in it is read. */
public abstract class BlockInput extends InputStream {
  /** What was unpacked; the format makes it as large as it must. */
  protected byte[] unpacked = new byte[0];

  /** What of it is still to be read. */
  protected int from;

  /** Where it ends. */
  protected int to;

  /** Set when there is no further block. */
  protected boolean ended;

  /** Unpacks the next block, which may be empty, and sets {@link #from} and {@link #to}; or sets {@link #ended}. */
  protected abstract void nextBlock() throws IOException;

  private boolean isFilled() throws IOException {
    while (from == to && !ended) {
      nextBlock();
    }
    return from < to;
  }

  @Override
  public final int read() throws IOException {
    return isFilled() ? unpacked[from++] & 0xff : -1;
  }

  @Override
  public final int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!isFilled()) {
      return -1;
    }
    int count = Math.min(length, to - from);
    System.arraycopy(unpacked, from, target, offset, count);
    from += count;
    return count;
  }

  @Override
  public final long skip(long count) throws IOException {
    if (count <= 0 || !isFilled()) {
      return 0;
    }
    int skipped = (int) Math.min(count, to - from);
    from += skipped;
    return skipped;
  }
}
