package org.xen2kvm.guestfix.initramfs.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.xen2kvm.guestfix.initramfs.unpack.input.CorruptDataException;
import org.xen2kvm.guestfix.initramfs.unpack.input.ImageInput;

/**
 * Exactly one gzip member (RFC 1952), its checksum compared at the end.
 *
 * <p>{@link java.util.zip.GZIPInputStream} would take what follows for a further member or for junk, and cannot say where
 * the first one ended.
 */
final class GzipMemberInput extends InputStream {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final ImageInput packed;
  private final Inflater inflater;
  private final CRC32 crc = new CRC32();
  private boolean ended;

  GzipMemberInput(ImageInput packed) throws CorruptDataException {
    this.packed = packed;
    skipHeader();
    this.inflater = new Inflater(true);
    inflater.setInput(packed.image(), packed.position(), packed.available());
  }

  private void skipHeader() throws CorruptDataException {
    packed.needLittleEndian(2);
    if (packed.need() != 8) {
      throw new CorruptDataException("is gzip of an unknown method");
    }
    int flags = packed.need();
    packed.needLittleEndian(6);
    if ((flags & EXTRA) != 0) {
      for (int left = (int) packed.needLittleEndian(2); left > 0; left--) {
        packed.need();
      }
    }
    for (int zeroEnded = flags & (NAME | COMMENT); zeroEnded != 0; zeroEnded &= zeroEnded - 1) {
      while (packed.need() != 0) {}
    }
    if ((flags & HEADER_CRC) != 0) {
      packed.needLittleEndian(2);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (ended || length == 0) {
      return ended ? -1 : 0;
    }
    try {
      int count = inflater.inflate(target, offset, length);
      crc.update(target, offset, count);
      if (count > 0) {
        return count;
      }
    } catch (DataFormatException e) {
      throw new CorruptDataException("is damaged (" + e.getMessage() + ")", e);
    }
    if (!inflater.finished()) {
      throw new CorruptDataException("ends too early");
    }
    end();
    return -1;
  }

  private void end() throws CorruptDataException {
    ended = true;
    long size = inflater.getBytesWritten();
    packed.position(packed.image().length - inflater.getRemaining());
    if (packed.needLittleEndian(4) != crc.getValue() || packed.needLittleEndian(4) != (size & 0xffffffffL)) {
      throw new CorruptDataException("is damaged (its checksum differs)");
    }
  }

  @Override
  public void close() {
    ended = true;
    inflater.end();
  }
}
