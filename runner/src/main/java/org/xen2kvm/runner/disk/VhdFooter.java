package org.xen2kvm.runner.disk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The 512 bytes in which a VHD says what it is ("Virtual Hard Disk Image Format Specification", Microsoft, 2006).
 *
 * @param creator the four letters of the program that made it: {@code tap} for Xen's blktap, {@code win}, {@code vpc}, {@code
 *     qemu}; what is not printable left out
 * @param currentSize the disk's size in bytes, which Xen's blktap gives to a guest
 * @param type what kind of VHD it is
 */
public record VhdFooter(String creator, long currentSize, Type type) {
  /** How it begins. */
  static final String COOKIE = "conectix";

  private static final int CREATOR = 28;
  private static final int CREATOR_LENGTH = 4;
  private static final int CURRENT_SIZE = 48;
  private static final int DISK_TYPE = 60;

  /** What kind of VHD it is. */
  public enum Type {
    FIXED,
    DYNAMIC,
    /** It holds what differs from another VHD, as XenServer's snapshots do. */
    DIFFERENCING,
    OTHER
  }

  /** Returns the footer that stands at the end of a fixed VHD, and as a copy at the start of the others. */
  static Optional<VhdFooter> of(byte[] start, byte[] end) {
    return read(start).or(() -> read(end));
  }

  private static Optional<VhdFooter> read(byte[] bytes) {
    if (bytes.length < ImageSignature.LENGTH
        || !new String(bytes, 0, COOKIE.length(), StandardCharsets.ISO_8859_1).equals(COOKIE)) {
      return Optional.empty();
    }
    ByteBuffer footer = ByteBuffer.wrap(bytes);
    long size = footer.getLong(CURRENT_SIZE);
    Type type = switch (footer.getInt(DISK_TYPE)) {
      case 2 -> Type.FIXED;
      case 3 -> Type.DYNAMIC;
      case 4 -> Type.DIFFERENCING;
      default -> Type.OTHER;
    };
    return size < 0 ? Optional.empty() : Optional.of(new VhdFooter(creator(bytes), size, type));
  }

  private static String creator(byte[] bytes) {
    StringBuilder letters = new StringBuilder(CREATOR_LENGTH);
    for (byte letter : Arrays.copyOfRange(bytes, CREATOR, CREATOR + CREATOR_LENGTH)) {
      if (letter > ' ' && letter < 127) {
        letters.append((char) letter);
      }
    }
    return letters.toString();
  }
}
