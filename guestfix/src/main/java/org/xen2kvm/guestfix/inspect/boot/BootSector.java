package org.xen2kvm.guestfix.inspect.boot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The 512 bytes that a PC's BIOS or another boot sector starts.
 *
 * <p>Offsets: GRUB 2 from {@code include/grub/i386/pc/boot.h} (since 1.97), GRUB legacy from {@code stage1/stage1.h}.
 */
final class BootSector {
  static final int SIZE = 512;

  private static final int CODE_END = 0x1b8;
  private static final int GRUB2_KERNEL_SECTOR = 0x5c;
  private static final int STAGE1_VERSION = 0x3e;
  private static final int STAGE1_STAGE2_SECTOR = 0x44;

  private final byte[] bytes;
  private final String text;

  BootSector(byte[] bytes) {
    this.bytes = bytes.length == SIZE ? bytes : Arrays.copyOf(bytes, SIZE);
    this.text = new String(this.bytes, StandardCharsets.ISO_8859_1);
  }

  /** What the code of a boot sector is. */
  enum Code {
    /** Zeros, or no signature, without which a BIOS does not start it. */
    NONE,
    GRUB2,
    GRUB_LEGACY,
    /** LILO's first stage. */
    LILO,
    /** SYSLINUX or EXTLINUX on a partition. */
    SYSLINUX,
    /** Windows' or DOS' on a partition. */
    WINDOWS,
    /** Any other: in an MBR, what starts the active partition. */
    OTHER
  }

  Code code() {
    if (!hasSignature() || isZero(0, CODE_END)) {
      return Code.NONE;
    }
    // Both GRUBs have these texts; only the legacy one has its version (3.2) behind the BIOS parameter block.
    if (text.contains("GRUB ") && text.contains("Geom") && text.contains("Read")) {
      return bytes[STAGE1_VERSION] == 3 && bytes[STAGE1_VERSION + 1] <= 2 && bytes[STAGE1_VERSION + 1] > 0
          ? Code.GRUB_LEGACY : Code.GRUB2;
    }
    if (text.startsWith("LILO", 6) || text.startsWith("LILO", 2)) {
      return Code.LILO;
    }
    if (text.startsWith("SYSLINUX", 3) || text.startsWith("EXTLINUX", 3)) {
      return Code.SYSLINUX;
    }
    return text.contains("BOOTMGR") || text.contains("NTLDR") || text.startsWith("NTFS", 3) ? Code.WINDOWS : Code.OTHER;
  }

  boolean hasSignature() {
    return (bytes[510] & 0xff) == 0x55 && (bytes[511] & 0xff) == 0xaa;
  }

  private boolean isZero(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether it holds nothing at all. */
  boolean isEmpty() {
    return isZero(0, SIZE);
  }

  /** Returns the sector of the disk at which GRUB goes on; of the GRUB that {@link #code} says. */
  long nextSector() {
    return code() == Code.GRUB_LEGACY ? number(STAGE1_STAGE2_SECTOR, 4) : number(GRUB2_KERNEL_SECTOR, 8);
  }

  /** Returns whether this is where GRUB 2 goes on ({@code diskboot.S}). */
  boolean isCoreOfGrub2() {
    return !text.contains("Loading stage") && (text.contains("loading\0") || isBlockListReader());
  }

  /** Returns whether this is where GRUB legacy goes on ({@code stage2/start.S}). */
  boolean isStageOfGrubLegacy() {
    return !text.contains("loading\0") && (text.contains("Loading stage") || isBlockListReader());
  }

  /** Distributions silence the message that tells the two apart; what both say when the disk fails stays. */
  private boolean isBlockListReader() {
    return text.contains("Geom\0Read\0 Error");
  }

  /** Returns the number of so many bytes, the lowest first. */
  long number(int offset, int length) {
    return number(bytes, offset, length);
  }

  static long number(byte[] bytes, int offset, int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value |= (bytes[offset + i] & 0xffL) << (8 * i);
    }
    return value;
  }
}
