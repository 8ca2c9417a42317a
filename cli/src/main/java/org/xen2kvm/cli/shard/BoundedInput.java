package org.xen2kvm.cli.shard;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream of which only so much can be read before more is allowed: nobody gets all of a machine's memory by one long value. */
final class BoundedInput extends FilterInputStream {
  private long left;

  /** Allows that many bytes at first. */
  BoundedInput(InputStream in, long bytes) {
    super(in);
    left = bytes;
  }

  /** Allows as many bytes from here on, and no more. */
  void allow(long bytes) {
    left = bytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left <= 0) {
      throw new IOException("it has a value that is longer than any of a report");
    }
    int read = super.read(bytes, offset, (int) Math.min(length, left));
    left -= Math.max(0, read);
    return read;
  }
}
