package org.xen2kvm.guestfix.initramfs.unpack.zstd;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.guestfix.initramfs.unpack.input.CorruptDataException;
import org.xen2kvm.guestfix.initramfs.unpack.input.ImageInput;

/** The literals of one Zstandard block after the other (RFC 8878, 3.1.1.3.1); a later block may use a table again. */
final class ZstdLiterals {
  /** What the current block's literals are, from 0 to before {@link #length}. */
  final byte[] bytes = new byte[ZstdFrameInput.MOST_IN_BLOCK];

  private int length;
  private @Nullable HuffmanTable table;

  int length() {
    return length;
  }

  /** Reads a block's literals, which end before {@code end}, and leaves the input behind them. */
  void read(ImageInput in, int end) throws CorruptDataException {
    int first = in.need();
    int type = first & 3;
    int format = (first >>> 2) & 3;
    if (type < 2) {
      length = switch (format) {
        case 1 -> (first >>> 4) | (in.need() << 4);
        case 3 -> (first >>> 4) | ((int) in.needLittleEndian(2) << 4);
        default -> first >>> 3;
      };
      check(length <= bytes.length);
      readPlain(in, end, type == 1);
      return;
    }
    int width = format < 2 ? 10 : format == 2 ? 14 : 18;
    long sizes = (first >>> 4) | (in.needLittleEndian((width * 2 + 4) / 8 - 1) << 4);
    length = (int) sizes & ((1 << width) - 1);
    int stop = in.position() + (int) (sizes >>> width);
    check(length <= bytes.length && stop <= end);
    HuffmanTable current = table;
    if (type == 2) {
      current = HuffmanTable.read(in, stop);
      table = current;
    } else if (current == null) {
      throw new CorruptDataException("is damaged (literals without their code table)");
    }
    if (format == 0) {
      current.unpack(in.image(), in.position(), stop, bytes, 0, length);
    } else {
      readFourStreams(in, stop, current);
    }
    in.position(stop);
  }

  private void readPlain(ImageInput in, int end, boolean repeated) throws CorruptDataException {
    if (repeated) {
      Arrays.fill(bytes, 0, length, (byte) in.need());
    } else {
      check(length <= end - in.position());
      System.arraycopy(in.image(), in.position(), bytes, 0, length);
      in.position(in.position() + length);
    }
  }

  private void readFourStreams(ImageInput in, int stop, HuffmanTable current) throws CorruptDataException {
    int[] sizes = {(int) in.needLittleEndian(2), (int) in.needLittleEndian(2), (int) in.needLittleEndian(2)};
    int each = (length + 3) / 4;
    int start = in.position();
    check(3 * each <= length && start + sizes[0] + sizes[1] + sizes[2] <= stop);
    int out = 0;
    for (int size : sizes) {
      current.unpack(in.image(), start, start + size, bytes, out, each);
      start += size;
      out += each;
    }
    current.unpack(in.image(), start, stop, bytes, out, length - out);
  }

  private static void check(boolean holds) throws CorruptDataException {
    if (!holds) {
      throw new CorruptDataException("is damaged (literals of a wrong size)");
    }
  }
}
