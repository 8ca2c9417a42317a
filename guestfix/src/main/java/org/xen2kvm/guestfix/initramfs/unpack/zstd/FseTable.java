package org.xen2kvm.guestfix.initramfs.unpack.zstd;

import java.util.Arrays;
import org.xen2kvm.guestfix.initramfs.unpack.input.CorruptDataException;
import org.xen2kvm.guestfix.initramfs.unpack.input.ImageInput;

/**
 * A decoding table of Zstandard's finite state entropy code (RFC 8878, 4.1): for each state its symbol, and how the next
 * state follows from the next bits.
 */
final class FseTable {
  private static final int LEAST_LOG = 5;

  /** The logarithm of the number of states. */
  final int log;

  private final byte[] symbol;
  private final byte[] bits;
  private final short[] base;

  private FseTable(int log) {
    this.log = log;
    this.symbol = new byte[1 << log];
    this.bits = new byte[1 << log];
    this.base = new short[1 << log];
  }

  /** The table of one state, whose symbol repeats without taking bits. */
  static FseTable repeating(int symbol) {
    FseTable table = new FseTable(0);
    table.symbol[0] = (byte) symbol;
    return table;
  }

  /**
   * The table of a distribution.
   *
   * @param log the logarithm of the number of states
   * @param counts how many states each symbol gets; -1 stands for the rare ones with less than one
   */
  static FseTable of(int log, int... counts) throws CorruptDataException {
    FseTable table = new FseTable(log);
    int size = 1 << log;
    int[] next = new int[counts.length];
    int high = size - 1;
    for (int s = 0; s < counts.length; s++) {
      if (counts[s] == -1) {
        table.symbol[high--] = (byte) s;
        next[s] = 1;
      }
    }
    int step = (size >>> 1) + (size >>> 3) + 3;
    int position = 0;
    for (int s = 0; s < counts.length; s++) {
      if (counts[s] > 0) {
        next[s] = counts[s];
        for (int i = 0; i < counts[s]; i++) {
          table.symbol[position] = (byte) s;
          do {
            position = (position + step) & (size - 1);
          } while (position > high);
        }
      }
    }
    if (position != 0) {
      throw new CorruptDataException("is damaged (a code table that does not fill its states)");
    }
    for (int i = 0; i < size; i++) {
      int nth = next[table.symbol[i] & 0xff]++;
      int width = log - (31 - Integer.numberOfLeadingZeros(nth));
      table.bits[i] = (byte) width;
      table.base[i] = (short) ((nth << width) - size);
    }
    return table;
  }

  /**
   * Reads a table's description, which starts where the input stands, and leaves the input behind it.
   *
   * @param end the offset that the description must not pass
   */
  static FseTable read(ImageInput in, int end, int mostLog, int symbols) throws CorruptDataException {
    ForwardBits source = new ForwardBits(in.image(), in.position(), end);
    int log = source.take(4) + LEAST_LOG;
    if (log > mostLog) {
      throw new CorruptDataException("is damaged (a code table that is too large)");
    }
    int[] counts = new int[symbols];
    int remaining = 1 << log;
    int s = 0;
    while (remaining > 0 && s < symbols) {
      int width = 32 - Integer.numberOfLeadingZeros(remaining + 1);
      int value = source.take(width - 1);
      int few = (1 << width) - 2 - remaining;
      if (value >= few) {
        value |= source.take(1) << (width - 1);
        if (value >= 1 << (width - 1)) {
          value -= few;
        }
      }
      int count = value - 1;
      remaining -= Math.abs(count);
      counts[s++] = count;
      if (count == 0) {
        int zeros;
        do {
          zeros = source.take(2);
          s += zeros;
        } while (zeros == 3 && s < symbols);
      }
    }
    if (remaining != 0 || s > symbols) {
      throw new CorruptDataException("is damaged (a code table that does not fill its states)");
    }
    in.position(source.end());
    return of(log, Arrays.copyOf(counts, s));
  }

  int symbol(int state) {
    return symbol[state] & 0xff;
  }

  int next(int state, ReverseBits in) {
    return (base[state] & 0xffff) + in.take(bits[state]);
  }

  /** Bits in the order of their bytes, the lowest of each first. */
  private static final class ForwardBits {
    private final byte[] data;
    private final int start;
    private final int end;
    private int bit;

    ForwardBits(byte[] data, int start, int end) {
      this.data = data;
      this.start = start;
      this.end = end;
    }

    int take(int count) throws CorruptDataException {
      int value = 0;
      for (int i = 0; i < count; i++, bit++) {
        int at = start + (bit >>> 3);
        if (at >= end) {
          throw new CorruptDataException("is damaged (a code table that ends too early)");
        }
        value |= ((data[at] >>> (bit & 7)) & 1) << i;
      }
      return value;
    }

    /** The offset of the first byte of which nothing was taken. */
    int end() {
      return start + ((bit + 7) >>> 3);
    }
  }
}
