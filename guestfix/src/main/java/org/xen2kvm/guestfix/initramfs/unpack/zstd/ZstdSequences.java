package org.xen2kvm.guestfix.initramfs.unpack.zstd;

import org.jspecify.annotations.Nullable;
import org.xen2kvm.guestfix.initramfs.unpack.input.CorruptDataException;
import org.xen2kvm.guestfix.initramfs.unpack.input.ImageInput;
import org.xen2kvm.guestfix.initramfs.unpack.input.OverlappingCopy;

/**
 * How a Zstandard block's literals and what was unpacked before make up the block (RFC 8878, 3.1.1.3.2 and 3.1.1.4).
 * Tables and repeated distances carry over to the next block.
 */
final class ZstdSequences {
  /** A match starts before the oldest byte that is kept. */
  static final int TOO_FAR = -1;

  private static final int[] LITERALS_BASE = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28,
      32, 40, 48, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536};
  private static final byte[] LITERALS_BITS = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6,
      7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  private static final int[] MATCH_BASE = {3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
      25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099,
      8195, 16387, 32771, 65539};
  private static final byte[] MATCH_BITS = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

  private static final int[] LITERALS_DEFAULT = {4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2,
      3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1};
  private static final int[] MATCH_DEFAULT = {1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
      1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1};
  private static final int[] DISTANCE_DEFAULT = {1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1,
      -1, -1, -1, -1};

  /** 2^27 is the largest window of the kernel, so no distance needs a longer code. */
  private static final int DISTANCE_CODES = 28;

  private @Nullable FseTable literalLengths;
  private @Nullable FseTable matchLengths;
  private @Nullable FseTable distances;
  private int recent = 1;
  private int second = 4;
  private int third = 8;

  /**
   * Reads the sequences that fill the input up to {@code end} and carries them out.
   *
   * @param history what was unpacked before, from {@code oldest} on
   * @param out where the block starts in the history
   * @return where the block ends in the history, or {@link #TOO_FAR}
   */
  int run(ImageInput in, int end, ZstdLiterals literals, byte[] history, int oldest, int out)
      throws CorruptDataException {
    int count = in.need();
    if (count >= 255) {
      count = (int) in.needLittleEndian(2) + 0x7F00;
    } else if (count >= 128) {
      count = ((count - 128) << 8) + in.need();
    }
    if (count == 0) {
      if (in.position() != end) {
        throw new CorruptDataException("is damaged (a block of a wrong size)");
      }
      System.arraycopy(literals.bytes, 0, history, out, literals.length());
      return out + literals.length();
    }
    int modes = in.need();
    if ((modes & 3) != 0) {
      throw new CorruptDataException("is damaged (an unknown kind of sequences)");
    }
    FseTable lengths = table(in, end, modes >>> 6, literalLengths, 9, LITERALS_BASE.length, 6, LITERALS_DEFAULT);
    FseTable places = table(in, end, (modes >>> 4) & 3, distances, 8, 32, 5, DISTANCE_DEFAULT);
    FseTable matches = table(in, end, (modes >>> 2) & 3, matchLengths, 9, MATCH_BASE.length, 6, MATCH_DEFAULT);
    literalLengths = lengths;
    distances = places;
    matchLengths = matches;

    ReverseBits bits = new ReverseBits(in.image(), in.position(), end);
    int lengthState = bits.take(lengths.log);
    int placeState = bits.take(places.log);
    int matchState = bits.take(matches.log);
    int used = 0;
    int at = out;
    int most = out + ZstdFrameInput.MOST_IN_BLOCK;
    for (int left = count; left > 0; left--) {
      int placeCode = places.symbol(placeState);
      if (placeCode >= DISTANCE_CODES) {
        throw new CorruptDataException("is damaged (a match from too far)");
      }
      int place = (1 << placeCode) + bits.take(placeCode);
      int matchCode = matches.symbol(matchState);
      int match = MATCH_BASE[matchCode] + bits.take(MATCH_BITS[matchCode]);
      int lengthCode = lengths.symbol(lengthState);
      int plain = LITERALS_BASE[lengthCode] + bits.take(LITERALS_BITS[lengthCode]);
      if (left > 1) {
        lengthState = lengths.next(lengthState, bits);
        matchState = matches.next(matchState, bits);
        placeState = places.next(placeState, bits);
      }
      if (bits.left() < 0 || plain > literals.length() - used || plain + match > most - at) {
        throw new CorruptDataException("is damaged (sequences that do not fit their block)");
      }
      System.arraycopy(literals.bytes, used, history, at, plain);
      used += plain;
      at += plain;
      int distance = distance(place, plain);
      if (distance > at - oldest) {
        return TOO_FAR;
      }
      OverlappingCopy.within(history, at, distance, match);
      at += match;
    }
    int rest = literals.length() - used;
    if (bits.left() != 0 || rest > most - at) {
      throw new CorruptDataException("is damaged (sequences that do not fit their block)");
    }
    System.arraycopy(literals.bytes, used, history, at, rest);
    return at + rest;
  }

  /** The first three values mean distances used before, shifted by one where no literals come first. */
  private int distance(int place, int plain) throws CorruptDataException {
    if (place > 3) {
      third = second;
      second = recent;
      recent = place - 3;
      return recent;
    }
    int chosen;
    switch (plain == 0 ? place : place - 1) {
      case 0 -> {
        return recent;
      }
      case 1 -> chosen = second;
      case 2 -> {
        chosen = third;
        third = second;
      }
      default -> {
        chosen = recent - 1;
        third = second;
        if (chosen == 0) {
          throw new CorruptDataException("is damaged (a match from nowhere)");
        }
      }
    }
    second = recent;
    recent = chosen;
    return chosen;
  }

  private static FseTable table(ImageInput in, int end, int mode, @Nullable FseTable last, int mostLog, int symbols,
      int defaultLog, int[] byDefault) throws CorruptDataException {
    return switch (mode) {
      case 0 -> FseTable.of(defaultLog, byDefault);
      case 1 -> {
        int symbol = in.need();
        if (symbol >= symbols) {
          throw new CorruptDataException("is damaged (an unknown code)");
        }
        yield FseTable.repeating(symbol);
      }
      case 2 -> FseTable.read(in, end, mostLog, symbols);
      default -> {
        if (last == null) {
          throw new CorruptDataException("is damaged (sequences without their code table)");
        }
        yield last;
      }
    };
  }
}
