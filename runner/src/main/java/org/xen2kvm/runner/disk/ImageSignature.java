package org.xen2kvm.runner.disk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * How images of a format begin, or end. It only names a suspicion: what a guest may write says nothing for sure, and nothing is
 * ever opened on its word.
 */
public enum ImageSignature {
  QCOW("qcow"),
  QCOW2("qcow2"),
  QED("qed"),
  VMDK("vmdk"),
  VHDX("vhdx"),
  VDI("vdi"),
  VHD("vpc");

  /** Bytes at the start and at the end that are looked at: a VHD's footer, which is the longest. */
  public static final int LENGTH = 512;

  /** QEMU, docs/interop/qcow2.txt: the version follows the magic; 1 is the older qcow. */
  private static final int QCOW_MAGIC = 0x514649fb;

  /** QEMU, block/vdi.c: VDI_SIGNATURE, little-endian, behind 64 bytes of text. */
  private static final int VDI_MAGIC = 0x7f10dabe;

  private static final int VDI_AT = 64;

  private final String format;

  ImageSignature(String format) {
    this.format = format;
  }

  /** Returns the name of QEMU's driver for such images. */
  public String format() {
    return format;
  }

  /** Returns whose signature the first and the last bytes of a file bear. */
  static Optional<ImageSignature> of(byte[] start, byte[] end) {
    ByteBuffer head = ByteBuffer.wrap(Arrays.copyOf(start, LENGTH));
    if (head.getInt(0) == QCOW_MAGIC) {
      return Optional.of(head.getInt(4) == 1 ? QCOW : QCOW2);
    }
    if (begins(start, "QED\0")) {
      return Optional.of(QED);
    }
    // block/vmdk.c: VMDK4_MAGIC, VMDK3_MAGIC, and a descriptor that names the files with the data.
    if (begins(start, "KDMV") || begins(start, "COWD") || begins(start, "# Disk DescriptorFile")) {
      return Optional.of(VMDK);
    }
    if (begins(start, "vhdxfile")) {
      return Optional.of(VHDX);
    }
    if (head.getInt(VDI_AT) == VDI_MAGIC) {
      return Optional.of(VDI);
    }
    return begins(start, VhdFooter.COOKIE) || begins(end, VhdFooter.COOKIE) ? Optional.of(VHD) : Optional.empty();
  }

  private static boolean begins(byte[] bytes, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
    return bytes.length >= wanted.length && Arrays.equals(bytes, 0, wanted.length, wanted, 0, wanted.length);
  }
}
