package org.xen2kvm.guestfix.initramfs.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What a kernel image says of itself in its first bytes: {@code Documentation/arch/x86/boot.rst}.
 *
 * @param format what kind of image it is
 * @param release its version as uname has it, {@code 6.1.0-31-amd64}; empty when the image does not say
 */
public record KernelImage(Format format, Optional<String> release) {
  /** As many bytes as {@link #of} looks at. */
  public static final int ENOUGH = 64 << 10;

  private static final int SIGNATURE = 0x1FE;
  private static final int PROTOCOL = 0x206;
  private static final int VERSION_POINTER = 0x20E;
  private static final int HEADER_END = 0x238;
  private static final int MOST_IN_RELEASE = 64;
  private static final int ELF_HEADER = 64;

  /** Kinds of images. */
  public enum Format {
    /** What boot loaders on x86 start; bare metal and KVM too. */
    BZIMAGE,
    /** A bare ELF file: what Xen starts as a paravirtual guest, and few boot loaders do. */
    ELF,
    /** An ELF file packed by gzip, as XenLinux kernels were delivered ({@code vmlinuz-…-xen}). */
    GZIPPED_ELF,
    UNKNOWN
  }

  /** What the first {@link #ENOUGH} bytes of an image say; fewer will do, with less in the answer. */
  public static KernelImage of(byte[] start) {
    if (start.length >= HEADER_END && number(start, SIGNATURE, 2) == 0xAA55
        && text(start, 0x202, 4).equals("HdrS")) {
      return bzImage(start);
    }
    if (isElf(start)) {
      return new KernelImage(Format.ELF, Optional.empty());
    }
    if (start.length > 2 && number(start, 0, 2) == 0x8b1f) {
      if (isElf(unpackHeader(start))) {
        return new KernelImage(Format.GZIPPED_ELF, Optional.empty());
      }
    }
    return new KernelImage(Format.UNKNOWN, Optional.empty());
  }

  private static KernelImage bzImage(byte[] start) {
    int protocol = number(start, PROTOCOL, 2);
    int pointer = number(start, VERSION_POINTER, 2);
    Optional<String> release = pointer == 0 || protocol < 0x200 ? Optional.empty() : release(start, pointer + 0x200);
    return new KernelImage(Format.BZIMAGE, release);
  }

  /** The first word of what {@code file} shows: the release, then who built it and when. */
  private static Optional<String> release(byte[] start, int offset) {
    int end = offset;
    while (end < start.length && end - offset <= MOST_IN_RELEASE && start[end] > ' ' && start[end] < 0x7f) {
      end++;
    }
    boolean isWhole = end > offset && end < start.length && (start[end] == ' ' || start[end] == 0);
    String release = isWhole ? text(start, offset, end - offset) : "";
    return release.isEmpty() || release.contains("/") || release.startsWith(".") ? Optional.empty() : Optional.of(release);
  }

  private static boolean isElf(byte[] start) {
    return start.length > 20 && start[0] == 0x7f && text(start, 1, 3).equals("ELF");
  }

  /** The first bytes of a gzip member; none when it is damaged or its header holds more than a name. */
  private static byte[] unpackHeader(byte[] start) {
    int at = 10;
    int flags = start.length > 3 ? start[3] : 0;
    if ((flags & ~8) != 0) {
      return new byte[0];
    }
    if ((flags & 8) != 0) {
      while (at < start.length && start[at] != 0) {
        at++;
      }
      at++;
    }
    if (at >= start.length) {
      return new byte[0];
    }
    byte[] unpacked = new byte[ELF_HEADER];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(start, at, start.length - at);
      return inflater.inflate(unpacked) == ELF_HEADER ? unpacked : new byte[0];
    } catch (DataFormatException damaged) {
      return new byte[0];
    } finally {
      inflater.end();
    }
  }

  private static int number(byte[] bytes, int offset, int length) {
    int value = 0;
    for (int i = 0; i < length; i++) {
      value |= (bytes[offset + i] & 0xff) << (8 * i);
    }
    return value;
  }

  private static String text(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
  }
}
