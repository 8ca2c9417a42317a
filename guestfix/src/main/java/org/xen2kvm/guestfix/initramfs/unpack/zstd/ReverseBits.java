package org.xen2kvm.guestfix.initramfs.unpack.zstd;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.xen2kvm.guestfix.initramfs.unpack.input.CorruptDataException;

/**
 * A Zstandard bit stream, which is read from its end to its start (RFC 8878, 4.1): its last byte ends with a set bit that
 * marks where the bits begin.
 *
 * <p>Reading beyond the start gives zeros and makes {@link #left} negative, so that callers may check once instead of at
 * every read.
 */
final class ReverseBits {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] data;
  private final int start;
  private final int end;
  private int left;

  /** The stream that fills the bytes from {@code start} to before {@code end}. */
  ReverseBits(byte[] data, int start, int end) throws CorruptDataException {
    if (start >= end || data[end - 1] == 0) {
      throw new CorruptDataException("is damaged (a bit stream without its end mark)");
    }
    this.data = data;
    this.start = start;
    this.end = end;
    this.left = (end - start - 1) * 8 + 31 - Integer.numberOfLeadingZeros(data[end - 1] & 0xff);
  }

  /** How many bits are left; negative when more were read than there were. */
  int left() {
    return left;
  }

  /** Takes up to 32 bits. */
  int take(int count) {
    if (count == 0) {
      return 0;
    }
    left -= count;
    if (left < 0) {
      // Below the start all bits are zero.
      return -left >= count ? 0 : (int) ((bitsAt(0) & ((1L << (count + left)) - 1)) << -left);
    }
    return (int) (bitsAt(left) & ((1L << count) - 1));
  }

  /** The next bits, not taken, as the high end of a number: at least 56 of them, where so many are left. */
  long peekHigh() {
    if (left >= 64) {
      int last = (left + 7) >>> 3;
      return (long) LONG.get(data, start + last - 8) << (last * 8 - left);
    }
    if (left <= 0) {
      return 0;
    }
    // The lowest bytes hold all that is left.
    return left <= 56 ? (bitsAt(0) & ((1L << left) - 1)) << (64 - left) : bitsAt(left - 56) << 8;
  }

  /** Takes bits that were seen by {@link #peekHigh}. */
  void drop(int count) {
    left -= count;
  }

  /** At least 57 bits from this one on, as far as the stream reaches. */
  private long bitsAt(int bit) {
    int at = start + (bit >>> 3);
    if (at + 8 <= data.length) {
      return (long) LONG.get(data, at) >>> (bit & 7);
    }
    long value = 0;
    for (int i = end - 1; i >= at; i--) {
      value = (value << 8) | (data[i] & 0xff);
    }
    return value >>> (bit & 7);
  }
}
