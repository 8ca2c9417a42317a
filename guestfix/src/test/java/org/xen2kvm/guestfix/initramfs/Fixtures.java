package org.xen2kvm.guestfix.initramfs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * One small tree like Debian's initramfs as GNU cpio wrote it, and the same packed by the tools that generators use.
 *
 * <p>{@code cpio -o -H newc --reproducible}; then {@code gzip -9n}, {@code xz --check=crc32 -1e}, {@code xz --format=lzma -1},
 * {@code zstd -19}, {@code zstd -3 --long=27} and {@code zstd -1 --no-check} from a pipe, {@code lz4 -l -9}, {@code bzip2},
 * {@code lz4}.
 */
public final class Fixtures {
  /** Those that can be read. */
  public static final List<String> PACKED = List.of("tree.cpio.gz", "tree.cpio.xz", "tree.cpio.lzma", "tree.cpio.zst",
      "tree-long.cpio.zst", "tree-fast.cpio.zst", "tree.cpio.lz4");

  private Fixtures() {}

  public static byte[] bytes(String name) {
    try (InputStream in = Objects.requireNonNull(Fixtures.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
