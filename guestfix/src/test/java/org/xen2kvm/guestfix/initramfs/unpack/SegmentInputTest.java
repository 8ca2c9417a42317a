package org.xen2kvm.guestfix.initramfs.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xen2kvm.guestfix.initramfs.Fixtures;
import org.xen2kvm.guestfix.initramfs.unpack.input.CorruptDataException;
import org.xen2kvm.guestfix.initramfs.unpack.input.OversizedDataException;

/** Each compression unpacks to what was packed, and ends where it ends. */
final class SegmentInputTest {
  static List<String> packed() {
    return Fixtures.PACKED;
  }

  @ParameterizedTest
  @MethodSource("packed")
  void unpacksToWhatWasPacked(String name) throws IOException {
    byte[] image = Fixtures.bytes(name);
    Compression compression = Compression.at(image, 0).orElseThrow();

    assertThat(unpacked(compression, image, 0)).isEqualTo(Fixtures.bytes("tree.cpio"));
  }

  @ParameterizedTest
  @MethodSource("packed")
  void endIsExactWhateverFollows(String name) throws IOException {
    byte[] image = Fixtures.bytes(name);
    byte[] before = {1, 2, 3};
    for (byte[] after : List.of(new byte[0], new byte[7], new byte[512])) {
      byte[] whole = Fixtures.joined(before, image, after);
      try (SegmentInput in = SegmentInput.open(Compression.at(image, 0).orElseThrow(), whole, before.length)) {
        in.transferTo(new ByteArrayOutputStream());

        assertThat(in.end()).isEqualTo(before.length + image.length);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("packed")
  void eachByteAloneGivesTheSame(String name) throws IOException {
    byte[] image = Fixtures.bytes(name);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SegmentInput in = SegmentInput.open(Compression.at(image, 0).orElseThrow(), image, 0)) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        out.write(next);
      }
    }

    assertThat(out.toByteArray()).isEqualTo(Fixtures.bytes("tree.cpio"));
  }

  @ParameterizedTest
  @MethodSource("packed")
  void cutAnywhereItFailsOrGivesLess(String name) {
    byte[] image = Fixtures.bytes(name);
    Compression compression = Compression.at(image, 0).orElseThrow();
    int whole = Fixtures.bytes("tree.cpio").length;
    for (int length = 6; length < image.length; length += 7) {
      byte[] cut = Arrays.copyOf(image, length);
      try {
        // Only LZ4 has no end mark.
        assertThat(unpacked(compression, cut, 0).length).isLessThan(compression == Compression.LZ4 ? whole : 0);
      } catch (IOException e) {
        assertThat(e).isInstanceOf(CorruptDataException.class);
      }
    }
  }

  @Test
  void severalLz4StreamsWithoutPaddingAreOne() throws IOException {
    byte[] one = Fixtures.bytes("tree.cpio.lz4");
    byte[] tree = Fixtures.bytes("tree.cpio");

    assertThat(unpacked(Compression.LZ4, Fixtures.joined(one, one), 0)).isEqualTo(Fixtures.joined(tree, tree));
  }

  @Test
  void lz4FollowedByAnythingButPaddingBreaksAsInTheKernel() {
    byte[] image = Fixtures.joined(Fixtures.bytes("tree.cpio.lz4"), Fixtures.bytes("tree.cpio"));

    assertThatThrownBy(() -> unpacked(Compression.LZ4, image, 0))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("neither a block nor padding");
  }

  @Test
  void zstdWindowLargerThanTheKernelsIsRefused() {
    // Descriptor without anything, then a window of 2^31.
    byte[] image = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) (21 << 3), 1, 0, 0};

    assertThatThrownBy(() -> unpacked(Compression.ZSTD, image, 0))
        .isInstanceOf(OversizedDataException.class)
        .hasMessageContaining("128 MiB");
  }

  @Test
  void xzDictionaryLargerThanItsMemoryIsRefused() {
    byte[] image = Fixtures.bytes("tree.cpio.lzma");
    // The dictionary's size: 1 GiB.
    image[1] = 0;
    image[2] = 0;
    image[3] = 0;
    image[4] = 0x40;

    assertThatThrownBy(() -> unpacked(Compression.LZMA, image, 0)).isInstanceOf(OversizedDataException.class);
  }

  @Test
  void gzipWhoseChecksumDiffersIsDamaged() {
    byte[] image = Fixtures.bytes("tree.cpio.gz");
    image[image.length - 8] ^= 1;

    assertThatThrownBy(() -> unpacked(Compression.GZIP, image, 0))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void gzipHeaderMayHoldNameCommentExtraAndChecksum() throws IOException {
    byte[] image = Fixtures.bytes("tree.cpio.gz");
    byte[] head = Arrays.copyOf(image, 10);
    head[3] = 2 | 4 | 8 | 16;
    byte[] more = {2, 0, 'x', 'y', 'n', 0, 'c', 0, 9, 9};

    assertThat(unpacked(Compression.GZIP, Fixtures.joined(head, more, Arrays.copyOfRange(image, 10, image.length)), 0))
        .isEqualTo(Fixtures.bytes("tree.cpio"));
  }

  @Test
  void whatCannotBeReadIsKnownByName() {
    assertThat(Compression.at(Fixtures.bytes("tree.cpio.bz2"), 0)).hasValue(Compression.BZIP2);
    assertThat(Compression.at(Fixtures.bytes("tree.frame.lz4"), 0)).hasValue(Compression.LZ4_FRAME);
    assertThat(Compression.at(new byte[] {(byte) 0x89, 'L', 'Z', 'O', 0}, 0)).hasValue(Compression.LZO);
    assertThat(Compression.at(new byte[] {0x1f}, 0)).isEmpty();
    assertThat(Compression.at(new byte[0], 0)).isEmpty();
  }

  private static byte[] unpacked(Compression compression, byte[] image, int offset) throws IOException {
    try (SegmentInput in = SegmentInput.open(compression, image, offset)) {
      return in.readAllBytes();
    }
  }
}
