package org.xen2kvm.guestfix.initramfs.unpack.input;

import java.util.Arrays;

/** Repeats what was unpacked before, as LZ77 means it: a match may reach into itself, which repeats a pattern. */
public final class OverlappingCopy {
  private OverlappingCopy() {}

  /**
   * Copies so many bytes to a place from that distance before it, as if byte by byte.
   *
   * @throws IndexOutOfBoundsException when either lies outside the buffer
   */
  public static void within(byte[] buffer, int to, int distance, int length) {
    if (distance >= length) {
      System.arraycopy(buffer, to - distance, buffer, to, length);
    } else if (distance == 1) {
      Arrays.fill(buffer, to, to + length, buffer[to - 1]);
    } else if (distance >= 16) {
      // What is copied doubles the distance that the rest may be copied over.
      int done = 0;
      int reach = distance;
      while (done < length) {
        int count = Math.min(reach, length - done);
        System.arraycopy(buffer, to - distance, buffer, to + done, count);
        done += count;
        reach += count;
      }
    } else {
      for (int i = to; i < to + length; i++) {
        buffer[i] = buffer[i - distance];
      }
    }
  }
}
