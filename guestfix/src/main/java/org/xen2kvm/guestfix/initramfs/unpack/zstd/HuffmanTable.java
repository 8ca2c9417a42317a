package org.xen2kvm.guestfix.initramfs.unpack.zstd;

import org.xen2kvm.guestfix.initramfs.unpack.input.CorruptDataException;
import org.xen2kvm.guestfix.initramfs.unpack.input.ImageInput;

/** The decoding table of a Zstandard block's literals (RFC 8878, 4.2): the next bits lead to a symbol and its width. */
final class HuffmanTable {
  private static final int MOST_BITS = 11;
  private static final int WEIGHT_LOG = 6;
  private static final int MOST_SYMBOLS = 256;

  private final int width;
  /** The symbol above, the number of its bits in the low byte. */
  private final short[] entries;

  private HuffmanTable(int width, short[] entries) {
    this.width = width;
    this.entries = entries;
  }

  /** Reads a table's description, which must end before {@code end}, and leaves the input behind it. */
  static HuffmanTable read(ImageInput in, int end) throws CorruptDataException {
    int[] weights = new int[MOST_SYMBOLS];
    int header = in.need();
    int count;
    if (header >= 128) {
      count = header - 127;
      for (int i = 0; i < count; i += 2) {
        int two = in.need();
        weights[i] = two >>> 4;
        weights[i + 1] = two & 15;
      }
    } else {
      int stop = in.position() + header;
      if (stop > end) {
        throw new CorruptDataException("is damaged (a code table that ends too early)");
      }
      FseTable table = FseTable.read(in, stop, WEIGHT_LOG, MOST_SYMBOLS);
      count = unpackWeights(table, new ReverseBits(in.image(), in.position(), stop), weights);
      in.position(stop);
    }
    if (in.position() > end) {
      throw new CorruptDataException("is damaged (a code table that ends too early)");
    }
    return of(weights, count);
  }

  /** Two states take turns until the bits are used up; the state that did not see the end gives the last symbol. */
  private static int unpackWeights(FseTable table, ReverseBits bits, int[] weights) throws CorruptDataException {
    int first = bits.take(table.log);
    int second = bits.take(table.log);
    int count = 0;
    while (count < MOST_SYMBOLS - 2) {
      weights[count++] = table.symbol(first);
      first = table.next(first, bits);
      if (bits.left() < 0) {
        weights[count++] = table.symbol(second);
        return count;
      }
      int swapped = first;
      first = second;
      second = swapped;
    }
    throw new CorruptDataException("is damaged (a code for more than 256 symbols)");
  }

  private static HuffmanTable of(int[] weights, int count) throws CorruptDataException {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      if (weights[i] > MOST_BITS) {
        throw new CorruptDataException("is damaged (a code that is too long)");
      }
      sum += (1 << weights[i]) >>> 1;
    }
    int width = 32 - Integer.numberOfLeadingZeros(sum);
    int rest = (1 << width) - sum;
    if (sum == 0 || width > MOST_BITS || (rest & (rest - 1)) != 0 || count >= MOST_SYMBOLS) {
      throw new CorruptDataException("is damaged (a code table that does not fill)");
    }
    // The last symbol's weight is not written: it fills what is left.
    weights[count] = 32 - Integer.numberOfLeadingZeros(rest);
    short[] entries = new short[1 << width];
    int at = 0;
    for (int weight = 1; weight <= width; weight++) {
      for (int symbol = 0; symbol <= count; symbol++) {
        if (weights[symbol] == weight) {
          short entry = (short) ((symbol << 8) | (width + 1 - weight));
          for (int stop = at + (1 << (weight - 1)); at < stop; at++) {
            entries[at] = entry;
          }
        }
      }
    }
    return new HuffmanTable(width, entries);
  }

  /** Unpacks a stream that fills the bytes from {@code start} to before {@code end} and gives so many symbols. */
  void unpack(byte[] in, int start, int end, byte[] out, int offset, int length) throws CorruptDataException {
    ReverseBits bits = new ReverseBits(in, start, end);
    int at = offset;
    int stop = offset + length;
    int shift = 64 - width;
    for (int most = stop - 5; at <= most && bits.left() >= 64;) {
      // 56 bits hold five codes of 11.
      long next = bits.peekHigh();
      int taken = 0;
      for (int i = 0; i < 5; i++) {
        int entry = entries[(int) (next >>> shift)];
        out[at++] = (byte) (entry >>> 8);
        next <<= entry;
        taken += entry & 0xff;
      }
      bits.drop(taken);
    }
    while (at < stop) {
      int entry = entries[(int) (bits.peekHigh() >>> shift)];
      out[at++] = (byte) (entry >>> 8);
      bits.drop(entry & 0xff);
    }
    if (bits.left() != 0) {
      throw new CorruptDataException("is damaged (literals that do not end with their bits)");
    }
  }
}
