package org.xen2kvm.guestfix.initramfs.unpack;

import org.xen2kvm.guestfix.initramfs.unpack.input.BlockInput;
import org.xen2kvm.guestfix.initramfs.unpack.input.CorruptDataException;
import org.xen2kvm.guestfix.initramfs.unpack.input.ImageInput;
import org.xen2kvm.guestfix.initramfs.unpack.input.OverlappingCopy;

/**
 * The one LZ4 format that the kernel reads in an initramfs: the legacy one, of blocks that unpack to 8 MiB at most.
 *
 * <p>The format has no end mark. As the kernel does ({@code lib/decompress_unlz4.c}), a further magic number is part of
 * it, and it ends with the image or with a block size of zero, which is padding. Anything else behind the last block
 * breaks it, there and here; and kernels before 5.13 do not even know the padding.
 */
final class Lz4LegacyInput extends BlockInput {
  private static final int BLOCK = 8 << 20;
  private static final int MOST_PACKED = BLOCK + BLOCK / 255 + 16;
  private static final long MAGIC = 0x184C2102L;
  private static final int SHORTEST_MATCH = 4;

  private final ImageInput packed;

  Lz4LegacyInput(ImageInput packed) throws CorruptDataException {
    this.packed = packed;
    packed.needLittleEndian(4);
  }

  @Override
  protected void nextBlock() throws CorruptDataException {
    int start = packed.position();
    long size = packed.available() < 4 ? 0 : packed.needLittleEndian(4);
    if (size == 0) {
      packed.position(start);
      ended = true;
    } else if (size != MAGIC) {
      if (size > MOST_PACKED || size > packed.available()) {
        throw new CorruptDataException("is followed by something that is neither a block nor padding");
      }
      int end = packed.position() + (int) size;
      decode(packed.image(), packed.position(), end);
      packed.position(end);
    }
  }

  private void decode(byte[] in, int start, int end) throws CorruptDataException {
    if (unpacked.length == 0) {
      unpacked = new byte[BLOCK];
    }
    int at = start;
    int out = 0;
    try {
      while (at < end) {
        int token = in[at++] & 0xff;
        int literals = token >>> 4;
        if (literals == 15) {
          int more;
          do {
            more = in[at++] & 0xff;
            literals += more;
          } while (more == 255 && at < end);
        }
        if (literals > end - at) {
          throw new CorruptDataException("is damaged (a block ends too early)");
        }
        System.arraycopy(in, at, unpacked, out, literals);
        at += literals;
        out += literals;
        if (at == end) {
          break;
        }
        if (end - at < 2) {
          throw new CorruptDataException("is damaged (a block ends too early)");
        }
        int distance = (in[at] & 0xff) | ((in[at + 1] & 0xff) << 8);
        at += 2;
        int length = token & 15;
        if (length == 15) {
          int more;
          do {
            more = in[at++] & 0xff;
            length += more;
          } while (more == 255 && at < end);
        }
        if (distance == 0 || distance > out) {
          throw new CorruptDataException("is damaged (a match outside its block)");
        }
        length += SHORTEST_MATCH;
        OverlappingCopy.within(unpacked, out, distance, length);
        out += length;
      }
    } catch (IndexOutOfBoundsException e) {
      throw new CorruptDataException("is damaged (a block that unpacks to more than 8 MiB)", e);
    }
    from = 0;
    to = out;
  }
}
