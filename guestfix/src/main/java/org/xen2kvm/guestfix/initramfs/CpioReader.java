package org.xen2kvm.guestfix.initramfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.xen2kvm.guestfix.initramfs.InitramfsException.Reason;

/**
 * The entries of newc archives in a stream, one after the other, as the kernel takes them: several archives may follow
 * each other with zeros between, and the last needs no trailer.
 *
 * <p>Bodies are skipped unless asked for. What the kernel would skip in silence, such as a name longer than a path may be,
 * is corrupt here: no generator writes it.
 */
final class CpioReader {
  private static final int HEADER = 110;
  private static final int MOST_IN_PATH = 4096;
  private static final String TRAILER = "TRAILER!!!";

  private final InputStream in;
  private final long most;
  private final byte[] buffer = new byte[1 << 16];
  private int from;
  private int to;
  private long consumed;

  private String rawName = "";
  private int mode;
  private long bodyLeft;
  private long size;

  /**
   * @param in the archive, unpacked
   * @param most the bytes that it may unpack to
   */
  CpioReader(InputStream in, long most) {
    this.in = in;
    this.most = most;
  }

  /** The bytes taken so far: those of the archive, not those that were only looked at. */
  long consumed() {
    return consumed;
  }

  /** The name of the current entry as it is written. */
  String rawName() {
    return rawName;
  }

  /** Type and permissions of the current entry. */
  int mode() {
    return mode;
  }

  /** The size of the current entry's body. */
  long size() {
    return size;
  }

  /** Skips zeros; then tells the next byte without taking it, or -1 at the end of the stream. */
  int skipZeros() throws IOException, InitramfsException {
    while (fill()) {
      while (from < to && buffer[from] == 0) {
        from++;
        consumed++;
      }
      if (from < to) {
        return buffer[from] & 0xff;
      }
    }
    return -1;
  }

  /**
   * Goes to the next entry, which must start here.
   *
   * @return whether it is one, rather than the archive's trailer
   */
  boolean next() throws IOException, InitramfsException {
    if ((consumed & 3) != 0) {
      throw corrupt("an entry that does not start at a multiple of 4");
    }
    byte[] header = take(HEADER);
    String magic = new String(header, 0, 6, StandardCharsets.ISO_8859_1);
    if (magic.equals("070707")) {
      throw new InitramfsException(Reason.NOT_AN_ARCHIVE, "holds an archive of cpio's old format, which the kernel refuses");
    }
    if (!magic.equals("070701") && !magic.equals("070702")) {
      throw corrupt("something that is no entry");
    }
    mode = (int) field(header, 1);
    size = field(header, 6);
    long nameSize = field(header, 11);
    if (nameSize < 1 || nameSize > MOST_IN_PATH) {
      throw corrupt("a name of " + nameSize + " bytes");
    }
    byte[] name = take((int) nameSize);
    int length = 0;
    while (length < name.length && name[length] != 0) {
      length++;
    }
    rawName = new String(name, 0, length, StandardCharsets.UTF_8);
    align();
    bodyLeft = size;
    boolean isTrailer = rawName.equals(TRAILER);
    if (isTrailer) {
      skipBody();
    }
    return !isTrailer;
  }

  /** The body of the current entry, which is no larger than that. */
  byte[] body(int limit) throws IOException, InitramfsException {
    if (bodyLeft > limit) {
      throw corrupt("a link of " + bodyLeft + " bytes");
    }
    byte[] body = take((int) bodyLeft);
    bodyLeft = 0;
    align();
    return body;
  }

  /** Goes behind the body of the current entry, unless it has been read. */
  void skipBody() throws IOException, InitramfsException {
    if (bodyLeft > 0) {
      skip(bodyLeft);
      bodyLeft = 0;
      align();
    }
  }

  private void align() throws IOException, InitramfsException {
    skip(-consumed & 3);
  }

  private byte[] take(int count) throws IOException, InitramfsException {
    int buffered = Math.min(count, to - from);
    byte[] taken = Arrays.copyOfRange(buffer, from, from + buffered);
    from += buffered;
    consumed += buffered;
    if (buffered == count) {
      return taken;
    }
    // The array grows with what is there, not with what a header promises.
    byte[] rest = in.readNBytes(count - buffered);
    consumed += rest.length;
    if (rest.length < count - buffered) {
      throw corrupt("an entry that ends too early");
    }
    checkSize();
    byte[] whole = Arrays.copyOf(taken, count);
    System.arraycopy(rest, 0, whole, buffered, rest.length);
    return whole;
  }

  private void skip(long count) throws IOException, InitramfsException {
    long buffered = Math.min(count, to - from);
    from += (int) buffered;
    consumed += buffered;
    long left = count - buffered;
    while (left > 0) {
      long skipped = in.skip(left);
      if (skipped <= 0) {
        if (!fill()) {
          throw corrupt("an entry that ends too early");
        }
        skipped = Math.min(left, to - from);
        from += (int) skipped;
      }
      consumed += skipped;
      left -= skipped;
      checkSize();
    }
  }

  private boolean fill() throws IOException, InitramfsException {
    if (from == to) {
      from = 0;
      to = Math.max(0, in.read(buffer, 0, buffer.length));
      checkSize();
    }
    return from < to;
  }

  private void checkSize() throws InitramfsException {
    if (consumed + (to - from) > most) {
      throw new InitramfsException(Reason.TOO_LARGE, "unpacks to more than is taken");
    }
  }

  private static long field(byte[] header, int index) throws InitramfsException {
    long value = 0;
    for (int at = 6 + 8 * index, end = at + 8; at < end; at++) {
      int digit = Character.digit(header[at], 16);
      if (digit < 0) {
        throw corrupt("a header that is not of hexadecimal digits");
      }
      value = (value << 4) | digit;
    }
    return value;
  }

  private static InitramfsException corrupt(String what) {
    return new InitramfsException(Reason.CORRUPT, "holds " + what);
  }
}
