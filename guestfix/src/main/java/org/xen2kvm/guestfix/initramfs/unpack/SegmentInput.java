package org.xen2kvm.guestfix.initramfs.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.SingleXZInputStream;
import org.tukaani.xz.XZIOException;
import org.xen2kvm.guestfix.initramfs.unpack.input.CorruptDataException;
import org.xen2kvm.guestfix.initramfs.unpack.input.ImageInput;
import org.xen2kvm.guestfix.initramfs.unpack.input.OversizedDataException;
import org.xen2kvm.guestfix.initramfs.unpack.zstd.ZstdFrameInput;

/**
 * What one segment of an initramfs unpacks to, and where the segment ends.
 *
 * <p>A segment is one gzip member, one xz stream, one Zstandard frame, and so on: after each, the kernel looks anew what
 * follows ({@code unpack_to_rootfs} in {@code init/initramfs.c}).
 */
public final class SegmentInput extends InputStream {
  /** Enough for {@code xz -9}, whose dictionary has 64 MiB. */
  private static final int XZ_MEMORY_KIB = 80 * 1024;

  private final ImageInput packed;
  private final InputStream unpacked;

  private SegmentInput(ImageInput packed, InputStream unpacked) {
    this.packed = packed;
    this.unpacked = unpacked;
  }

  /**
   * Opens the segment that starts at an offset.
   *
   * @throws IOException when its header is damaged or asks for too much memory
   * @throws IllegalArgumentException when the compression is not {@linkplain Compression#isReadable readable}
   */
  public static SegmentInput open(Compression compression, byte[] image, int offset) throws IOException {
    ImageInput packed = new ImageInput(image, offset);
    try {
      return new SegmentInput(packed, switch (compression) {
        case NONE -> packed;
        case GZIP -> new GzipMemberInput(packed);
        case XZ -> new SingleXZInputStream(packed, XZ_MEMORY_KIB);
        case LZMA -> new LZMAInputStream(packed, XZ_MEMORY_KIB);
        case ZSTD -> new ZstdFrameInput(packed);
        case LZ4 -> new Lz4LegacyInput(packed);
        case BZIP2, LZO, LZ4_FRAME ->
            throw new IllegalArgumentException(compression.label() + " cannot be unpacked here");
      });
    } catch (XZIOException | EOFException e) {
      throw told(e);
    }
  }

  /** The offset in the image behind the segment; meant to be asked once the stream has come to its end. */
  public int end() {
    return packed.position();
  }

  @Override
  public int read() throws IOException {
    try {
      return unpacked.read();
    } catch (XZIOException | EOFException e) {
      throw told(e);
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      return unpacked.read(target, offset, length);
    } catch (XZIOException | EOFException e) {
      throw told(e);
    }
  }

  /** Skips only what costs less than reading: gzip, xz and lzma skip nothing. */
  @Override
  public long skip(long count) throws IOException {
    return unpacked instanceof ImageInput || unpacked instanceof ZstdFrameInput || unpacked instanceof Lz4LegacyInput
        ? unpacked.skip(count)
        : 0;
  }

  @Override
  public void close() throws IOException {
    unpacked.close();
  }

  private static IOException told(IOException from) {
    return from instanceof MemoryLimitException
        ? new OversizedDataException("needs more memory to unpack than it is given", from)
        : new CorruptDataException(
            from instanceof EOFException ? "ends too early" : "is damaged (" + from.getMessage() + ")", from);
  }
}
