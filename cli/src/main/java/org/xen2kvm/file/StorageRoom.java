package org.xen2kvm.file;

import java.io.IOException;
import java.nio.file.FileStore;

/**
 * Tells how much room there is on a storage. In words, what is needed is rounded up and what is free down, so that the two never seem
 * to be enough where they are not.
 */
@FunctionalInterface
public interface StorageRoom {
  /** Returns the bytes that this process may still write. */
  long usable(FileStore store) throws IOException;

  /** Returns in words how much is free. */
  static String free(long bytes) {
    return rounded(bytes, 0);
  }

  /** Returns in words how much is needed. */
  static String needed(long bytes) {
    return rounded(bytes, 1);
  }

  private static String rounded(long bytes, int up) {
    int shift = bytes < 1L << 20 ? 10 : 20;
    return (bytes >> shift) + ((bytes & ((1L << shift) - 1)) == 0 ? 0 : up) + (shift == 10 ? " KiB" : " MiB");
  }
}
