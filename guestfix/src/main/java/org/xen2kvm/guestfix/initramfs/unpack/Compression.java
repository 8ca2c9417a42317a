package org.xen2kvm.guestfix.initramfs.unpack;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How a part of an initramfs is packed, told by its first bytes.
 *
 * <p>The kernel's table is {@code compressed_formats} in {@code lib/decompress.c}; {@link #LZ4_FRAME} is not in it,
 * but it is what {@code lz4} writes without {@code -l}, and a name helps whoever made that mistake.
 */
public enum Compression {
  NONE("none", true, "303730373031 303730373032"),
  GZIP("gzip", true, "1f8b 1f9e"),
  XZ("xz", true, "fd377a585a00"),
  LZMA("lzma", true, "5d0000"),
  ZSTD("zstd", true, "28b52ffd"),
  LZ4("lz4", true, "02214c18"),
  BZIP2("bzip2", false, "425a68"),
  LZO("lzo", false, "894c5a4f"),
  LZ4_FRAME("lz4 frame", false, "04224d18");

  private static final int LONGEST_MAGIC = 6;

  private final String label;
  private final boolean readable;
  /** In hexadecimal digits, apart by spaces. */
  private final String magics;

  Compression(String label, boolean readable, String magics) {
    this.label = label;
    this.readable = readable;
    this.magics = magics;
  }

  /** The compression that starts at this offset; empty when no known one does. */
  public static Optional<Compression> at(byte[] image, int offset) {
    String start = HexFormat.of().formatHex(image, offset, Math.min(offset + LONGEST_MAGIC, image.length));
    return Arrays.stream(values())
        .filter(compression -> Arrays.stream(compression.magics.split(" ")).anyMatch(start::startsWith))
        .findFirst();
  }

  /** The name that people know: {@code zstd}. */
  public String label() {
    return label;
  }

  /** Whether {@link SegmentInput} can unpack it. */
  public boolean isReadable() {
    return readable;
  }
}
