package org.xen2kvm.runner.libvirt;

/** Bytes first in, first out, up to a limit. Not thread-safe. */
final class ByteQueue {
  private final byte[] ring;
  private int start;
  private int length;

  ByteQueue(int limit) {
    ring = new byte[limit];
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** How many bytes still fit. */
  int room() {
    return ring.length - length;
  }

  /** Appends the first bytes of an array, which must fit. */
  void put(byte[] bytes, int count) {
    if (count > room()) {
      throw new IllegalArgumentException(count + " bytes do not fit into " + room());
    }
    int end = (start + length) % ring.length;
    int first = Math.min(count, ring.length - end);
    System.arraycopy(bytes, 0, ring, end, first);
    System.arraycopy(bytes, first, ring, 0, count - first);
    length += count;
  }

  /** Moves the oldest bytes into an array, as many as it holds. */
  int take(byte[] into) {
    int count = copy(into);
    skip(count);
    return count;
  }

  /** The oldest bytes, at most so many; they stay. */
  byte[] peek(int atMost) {
    byte[] oldest = new byte[Math.min(atMost, length)];
    copy(oldest);
    return oldest;
  }

  /** Drops the oldest bytes. */
  void skip(int count) {
    start = (start + count) % ring.length;
    length -= count;
  }

  void clear() {
    start = 0;
    length = 0;
  }

  private int copy(byte[] into) {
    int count = Math.min(into.length, length);
    int first = Math.min(count, ring.length - start);
    System.arraycopy(ring, start, into, 0, first);
    System.arraycopy(ring, 0, into, first, count - first);
    return count;
  }
}
