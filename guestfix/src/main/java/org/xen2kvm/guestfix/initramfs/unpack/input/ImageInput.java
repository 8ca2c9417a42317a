package org.xen2kvm.guestfix.initramfs.unpack.input;

import java.io.InputStream;
import java.util.Objects;

/**
 * The bytes of an image from an offset on, and where the next one is.
 *
 * <p>Unlike {@link java.io.ByteArrayInputStream} it tells its position, and it takes no lock for each byte.
 */
public final class ImageInput extends InputStream {
  private final byte[] image;
  private int position;

  public ImageInput(byte[] image, int offset) {
    Objects.checkIndex(offset, image.length + 1);
    this.image = image;
    this.position = offset;
  }

  /** The whole image, not only what is left. */
  public byte[] image() {
    return image;
  }

  /** The offset of the next byte in the image. */
  public int position() {
    return position;
  }

  /** Goes on at an offset of the image. */
  public void position(int offset) {
    Objects.checkIndex(offset, image.length + 1);
    position = offset;
  }

  /** The next byte. */
  public int need() throws CorruptDataException {
    if (position >= image.length) {
      throw new CorruptDataException("ends too early");
    }
    return image[position++] & 0xff;
  }

  /** The next bytes as a number, the lowest byte first. */
  public long needLittleEndian(int bytes) throws CorruptDataException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) need() << (8 * i);
    }
    return value;
  }

  @Override
  public int read() {
    return position < image.length ? image[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    int count = Math.min(length, image.length - position);
    if (count == 0) {
      return -1;
    }
    System.arraycopy(image, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public long skip(long count) {
    int skipped = (int) Math.max(0, Math.min(count, image.length - position));
    position += skipped;
    return skipped;
  }

  @Override
  public int available() {
    return image.length - position;
  }
}
