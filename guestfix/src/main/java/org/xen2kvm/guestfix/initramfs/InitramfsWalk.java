package org.xen2kvm.guestfix.initramfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.xen2kvm.guestfix.initramfs.InitramfsException.Reason;
import org.xen2kvm.guestfix.initramfs.unpack.Compression;
import org.xen2kvm.guestfix.initramfs.unpack.SegmentInput;
import org.xen2kvm.guestfix.initramfs.unpack.input.OversizedDataException;

/** One pass over an image, segment by segment, as {@code unpack_to_rootfs} in the kernel's {@code init/initramfs.c}. */
final class InitramfsWalk {
  private static final long MOST_UNPACKED = 1L << 30;
  private static final int MOST_SEGMENTS = 64;
  private static final int MOST_IN_LINK = 4096;
  private static final int MOST_KEPT = 32 << 20;

  private final byte[] image;
  private final Predicate<String> wanted;
  private final int limit;
  private final UnpackedTree tree = new UnpackedTree();
  private final List<InitramfsSegment> segments = new ArrayList<>();
  private long unpacked;
  private long kept;

  InitramfsWalk(byte[] image, Predicate<String> wanted, int limit) {
    this.image = image;
    this.wanted = wanted;
    this.limit = limit;
  }

  InitramfsListing listing() throws InitramfsException {
    int at = 0;
    while (true) {
      while (at < image.length && image[at] == 0) {
        at++;
      }
      if (at == image.length) {
        break;
      }
      if (segments.size() == MOST_SEGMENTS) {
        throw new InitramfsException(Reason.TOO_LARGE, "has more than " + MOST_SEGMENTS + " archives in a row");
      }
      InitramfsSegment segment = segment(at);
      segments.add(segment);
      at = segment.end();
    }
    if (segments.isEmpty()) {
      throw new InitramfsException(Reason.EMPTY, image.length == 0 ? "is empty" : "holds only zeros");
    }
    return new InitramfsListing(tree.entries(), segments, tree.contents(), image.length);
  }

  private InitramfsSegment segment(int start) throws InitramfsException {
    Compression compression = Compression.at(image, start).orElseThrow(() -> unknown(start));
    String where = (compression == Compression.NONE ? "the archive" : "the " + compression.label() + " data")
        + " at offset " + start + " ";
    if (!compression.isReadable()) {
      throw new InitramfsException(Reason.UNSUPPORTED_COMPRESSION, where + "cannot be unpacked: " + compression.label()
          + " is not supported");
    }
    if (compression == Compression.NONE && (start & 3) != 0) {
      throw new InitramfsException(Reason.CORRUPT, where + "does not start at a multiple of 4, so the kernel refuses it");
    }
    try (SegmentInput in = SegmentInput.open(compression, image, start)) {
      CpioReader reader = new CpioReader(in, MOST_UNPACKED - unpacked);
      if (compression == Compression.NONE) {
        readBare(reader);
      } else {
        readPacked(reader);
      }
      unpacked += reader.consumed();
      int end = compression == Compression.NONE ? start + (int) reader.consumed() : in.end();
      return new InitramfsSegment(start, end, compression, reader.consumed());
    } catch (InitramfsException e) {
      throw new InitramfsException(e.reason(), where + e.getMessage(), e);
    } catch (IOException e) {
      throw new InitramfsException(
          e instanceof OversizedDataException ? Reason.TOO_LARGE : Reason.CORRUPT, where + e.getMessage(), e);
    }
  }

  /** Not packed, an archive ends with its trailer, or where anything but an entry follows. */
  private void readBare(CpioReader reader) throws IOException, InitramfsException {
    do {
      if (!reader.next()) {
        return;
      }
      take(reader);
    } while (reader.skipZeros() == '0');
  }

  /** Packed, archives follow each other until the packed data ends, and nothing else may. */
  private void readPacked(CpioReader reader) throws IOException, InitramfsException {
    boolean first = true;
    for (int next = reader.skipZeros(); next >= 0; next = reader.skipZeros()) {
      if (next != '0') {
        throw first
            ? new InitramfsException(Reason.NOT_AN_ARCHIVE, "holds no archive; perhaps a filesystem, as initial RAM disks did")
            : new InitramfsException(Reason.CORRUPT, "holds something that is neither an entry nor padding");
      }
      first = false;
      if (reader.next()) {
        take(reader);
      }
    }
  }

  private void take(CpioReader reader) throws IOException, InitramfsException {
    InitramfsEntry.Kind kind = InitramfsEntry.Kind.of(reader.mode());
    int permissions = reader.mode() & 07777;
    switch (kind) {
      case SYMLINK -> {
        String target = UnpackedTree.text(reader.body(MOST_IN_LINK));
        tree.add(new InitramfsEntry(tree.place(reader.rawName()), kind, permissions, 0, target));
      }
      case FILE -> {
        InitramfsEntry entry = new InitramfsEntry(tree.place(reader.rawName()), kind, permissions, reader.size(), "");
        if (tree.add(entry) && entry.size() > 0 && entry.size() <= limit && wanted.test(entry.name())) {
          kept += entry.size();
          if (kept > MOST_KEPT) {
            throw new InitramfsException(Reason.TOO_LARGE, "holds more than 32 MiB of files that are to be read");
          }
          tree.keep(entry.name(), reader.body(limit));
        }
      }
      default -> {
        // Whatever is no regular file has no body; the kernel ignores one that has.
        if (reader.size() == 0) {
          tree.add(new InitramfsEntry(tree.place(reader.rawName()), kind, permissions, 0, ""));
        }
      }
    }
    reader.skipBody();
  }

  private InitramfsException unknown(int at) {
    if (at == 0 && starts(at, "MZ")) {
      return new InitramfsException(Reason.UNIFIED_KERNEL_IMAGE, "is an EFI program, such as a unified kernel image");
    }
    if (starts(at, "070707")) {
      return new InitramfsException(Reason.NOT_AN_ARCHIVE, "is an archive of cpio's old format, which the kernel refuses");
    }
    return segments.isEmpty()
        ? new InitramfsException(Reason.UNKNOWN_FORMAT,
            String.format(Locale.ROOT, "starts with the byte 0x%02x, like nothing that the kernel unpacks", image[at] & 0xff))
        : new InitramfsException(Reason.CORRUPT, "at offset " + at + " something follows that is neither an archive nor zeros");
  }

  private boolean starts(int at, String magic) {
    return at <= image.length - magic.length()
        && new String(image, at, magic.length(), StandardCharsets.ISO_8859_1).equals(magic);
  }
}
