package org.xen2kvm.guestfix.initramfs.archive;

import java.io.ByteArrayOutputStream;

/** Bytes in LZ4's legacy format without being compressed: blocks of literals only. */
public final class StoredLz4 {
  private static final int BLOCK = 4 << 20;

  private StoredLz4() {}

  /** An LZ4 frame of the legacy format that unpacks to these bytes. */
  public static byte[] of(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + bytes.length / 255 + 64);
    writeLittleEndian(out, 0x184C2102);
    for (int at = 0; at < bytes.length; at += BLOCK) {
      int length = Math.min(BLOCK, bytes.length - at);
      writeLittleEndian(out, 1 + (length < 15 ? 0 : (length - 15) / 255 + 1) + length);
      out.write(Math.min(length, 15) << 4);
      if (length >= 15) {
        int left = length - 15;
        for (; left >= 255; left -= 255) {
          out.write(255);
        }
        out.write(left);
      }
      out.write(bytes, at, length);
    }
    return out.toByteArray();
  }

  private static void writeLittleEndian(ByteArrayOutputStream out, int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(value >>> shift);
    }
  }
}
