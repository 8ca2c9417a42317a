package org.xen2kvm.guestfix.initramfs.unpack.zstd;

import java.io.IOException;
import java.util.Arrays;
import org.xen2kvm.guestfix.initramfs.unpack.input.BlockInput;
import org.xen2kvm.guestfix.initramfs.unpack.input.CorruptDataException;
import org.xen2kvm.guestfix.initramfs.unpack.input.ImageInput;
import org.xen2kvm.guestfix.initramfs.unpack.input.OversizedDataException;

/**
 * Exactly one Zstandard frame (RFC 8878), as the kernel reads one ({@code lib/decompress_unzstd.c}): without dictionary,
 * with a window of at most 128 MiB.
 *
 * <p>Of the window it keeps 64 MiB at most, and only as much as was unpacked: a generator's {@code --long} or {@code
 * --ultra} declares windows larger than its whole output. The frame's checksum is not compared; damage that unpacks all
 * the same does not follow the archive's format for long.
 */
public final class ZstdFrameInput extends BlockInput {
  /** No block unpacks to more. */
  static final int MOST_IN_BLOCK = 128 << 10;

  /** The kernel's {@code ZSTD_WINDOWSIZE_MAX}. */
  private static final long MOST_WINDOW = 128 << 20;
  private static final int MOST_KEPT = 64 << 20;
  private static final int SLACK = 2 << 20;
  /** A frame of 1 GiB has 8,192 full blocks; this many small ones are work without result. */
  private static final int MOST_BLOCKS = 200_000;

  private final ImageInput packed;
  private final ZstdLiterals literals = new ZstdLiterals();
  private final ZstdSequences sequences = new ZstdSequences();
  private final int kept;
  private final boolean keepsLessThanWindow;
  private final boolean hasChecksum;
  private int blocks;

  public ZstdFrameInput(ImageInput packed) throws IOException {
    this.packed = packed;
    this.unpacked = new byte[SLACK];
    packed.needLittleEndian(4);
    int descriptor = packed.need();
    boolean oneSegment = (descriptor & 0x20) != 0;
    if ((descriptor & 8) != 0) {
      throw new CorruptDataException("is zstd of an unknown kind");
    }
    long window = 0;
    if (!oneSegment) {
      int code = packed.need();
      long base = 1L << (10 + (code >>> 3));
      window = base + (base >>> 3) * (code & 7);
    }
    if (packed.needLittleEndian((1 << (descriptor & 3)) >>> 1) != 0) {
      throw new CorruptDataException("needs a dictionary, which the kernel has not");
    }
    int sizeCode = descriptor >>> 6;
    long size = packed.needLittleEndian(sizeCode == 0 ? (oneSegment ? 1 : 0) : 1 << sizeCode)
        + (sizeCode == 1 ? 256 : 0);
    if (oneSegment) {
      window = size;
    }
    if (window > MOST_WINDOW || window < 0) {
      throw new OversizedDataException("declares a window of more than 128 MiB");
    }
    this.kept = (int) Math.min(Math.max(window, 1024), MOST_KEPT);
    this.keepsLessThanWindow = kept < window;
    this.hasChecksum = (descriptor & 4) != 0;
  }

  @Override
  protected void nextBlock() throws IOException {
    if (++blocks > MOST_BLOCKS) {
      throw new OversizedDataException("has more than " + MOST_BLOCKS + " blocks");
    }
    makeRoom();
    int header = (int) packed.needLittleEndian(3);
    int size = header >>> 3;
    int type = (header >>> 1) & 3;
    if (size > MOST_IN_BLOCK || type == 3) {
      throw new CorruptDataException("is damaged (a block of an unknown kind or size)");
    }
    if (type == 1) {
      Arrays.fill(unpacked, to, to + size, (byte) packed.need());
      to += size;
    } else {
      if (size > packed.available()) {
        throw new CorruptDataException("ends too early");
      }
      int end = packed.position() + size;
      if (type == 0) {
        System.arraycopy(packed.image(), packed.position(), unpacked, to, size);
        to += size;
      } else {
        unpackBlock(end);
      }
      packed.position(end);
    }
    if ((header & 1) != 0) {
      ended = true;
      packed.needLittleEndian(hasChecksum ? 4 : 0);
    }
  }

  private void unpackBlock(int end) throws IOException {
    try {
      literals.read(packed, end);
      int stop = sequences.run(packed, end, literals, unpacked, Math.max(0, to - kept), to);
      if (stop == ZstdSequences.TOO_FAR) {
        throw keepsLessThanWindow && to > kept
            ? new OversizedDataException("needs more than 64 MiB of what it unpacked before")
            : new CorruptDataException("is damaged (a match from too far)");
      }
      to = stop;
    } catch (IndexOutOfBoundsException e) {
      // Damage that the checks before did not foresee: the array's bounds are the last of them.
      throw new CorruptDataException("is damaged (a block that leads outside itself)", e);
    }
  }

  /** Makes room for a block behind what is unpacked, all of which has been read. */
  private void makeRoom() {
    if (unpacked.length - to >= MOST_IN_BLOCK) {
      return;
    }
    if (unpacked.length < kept + SLACK) {
      unpacked = Arrays.copyOf(unpacked, Math.min(unpacked.length * 2, kept + SLACK));
    } else {
      System.arraycopy(unpacked, to - kept, unpacked, 0, kept);
      to = kept;
      from = kept;
    }
  }
}
