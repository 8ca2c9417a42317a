package org.xen2kvm.guestfix.initramfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.guestfix.initramfs.InitramfsException.Reason;
import org.xen2kvm.guestfix.initramfs.archive.CpioArchive;
import org.xen2kvm.guestfix.initramfs.archive.StoredLz4;
import org.xen2kvm.guestfix.initramfs.unpack.Compression;

/** An image lists as what the kernel would unpack, or says why it does not. */
final class InitramfsListingTest {
  private static final byte[] MICROCODE;

  static {
    try {
      MICROCODE = new CpioArchive().directory("kernel", 0755).directory("kernel/x86", 0755)
          .file("kernel/x86/GenuineIntel.bin", 0644, new byte[777]).bytes();
    } catch (InitramfsException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  static List<String> packed() {
    return Fixtures.PACKED;
  }

  @ParameterizedTest
  @MethodSource("packed")
  void packedAndPlainListTheSame(String name) throws InitramfsException {
    InitramfsListing plain = InitramfsListing.of(Fixtures.bytes("tree.cpio"));
    InitramfsListing packed = InitramfsListing.of(Fixtures.bytes(name));

    assertThat(packed.entries()).isEqualTo(plain.entries()).hasSize(30);
    assertThat(packed.segments()).singleElement()
        .returns(Fixtures.bytes(name).length, InitramfsSegment::end)
        .returns(14336L, InitramfsSegment::unpackedSize);
  }

  @Test
  void entriesHaveNameKindModeSizeAndTarget() throws InitramfsException {
    InitramfsListing listing = InitramfsListing.of(Fixtures.bytes("tree.cpio"));

    assertThat(listing.entry("init")).hasValue(
        new InitramfsEntry("init", InitramfsEntry.Kind.FILE, 0644, 2340, ""));
    assertThat(listing.entry("lib")).hasValue(
        new InitramfsEntry("lib", InitramfsEntry.Kind.SYMLINK, 0777, 0, "usr/lib"));
    assertThat(listing.entry("usr/lib/udev")).hasValue(
        new InitramfsEntry("usr/lib/udev", InitramfsEntry.Kind.DIRECTORY, 0755, 0, ""));
    assertThat(listing.entry("")).isEmpty();
    assertThat(listing.has("lib/systemd/systemd-udevd")).isTrue();
    assertThat(listing.has("sbin/insmod")).isTrue();
    assertThat(listing.has("lib/systemd/other")).isFalse();
    assertThat(listing.follow("lib/modules/new")).hasValue("usr/lib/modules/new");
  }

  @ParameterizedTest
  @MethodSource("packed")
  void filesAskedForAreReadInTheSamePass(String name) throws InitramfsException {
    InitramfsListing listing = InitramfsListing.reading(
        Fixtures.bytes(name), file -> file.equals("conf/modules") || file.equals("init"), 1000);

    assertThat(listing.text("conf/modules")).hasValue("xen-blkfront\next4\n");
    assertThat(listing.text("init")).as("larger than the limit").isEmpty();
    assertThat(listing.text("conf/initramfs.conf")).as("not asked for").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("packed")
  void microcodeThenPackedThenAppendedAreThreeSegmentsInOrder(String name) throws InitramfsException {
    byte[] packed = Fixtures.bytes(name);
    byte[] image = Fixtures.joined(MICROCODE, packed);
    InitramfsListing before = InitramfsListing.of(image);
    AppendPoint point = before.appendPoint();
    byte[] added = new CpioArchive().file("usr/lib/added", 0644, new byte[] {1}).bytes();
    byte[] whole = Fixtures.joined(Arrays.copyOf(image, (int) point.keep()), point.zeros(),
        point.asLz4() ? StoredLz4.of(added) : added);

    InitramfsListing after = InitramfsListing.of(whole);

    assertThat(after.segments().get(0)).returns(Compression.NONE, InitramfsSegment::compression)
        .returns(0, InitramfsSegment::offset);
    assertThat(after.segments().get(1)).returns(MICROCODE.length, InitramfsSegment::offset);
    assertThat(after.segments()).hasSize(point.asLz4() ? 2 : 3);
    assertThat(after.entries()).hasSize(before.entries().size() + 1);
    assertThat(after.has("lib/added")).isTrue();
    assertThat(point.offset() % 4).isEqualTo(point.asLz4() ? point.offset() % 4 : 0);
  }

  @Test
  void severalPackedSegmentsMayFollowEachOther() throws InitramfsException {
    byte[] image = Fixtures.joined(Fixtures.bytes("tree.cpio.gz"), Fixtures.bytes("tree.cpio.xz"), new byte[5],
        Fixtures.bytes("tree.cpio.zst"), Fixtures.bytes("tree.cpio.zst"), Fixtures.bytes("tree.cpio.lzma"), new byte[1],
        Fixtures.bytes("tree.cpio.gz"), Fixtures.bytes("tree.cpio.gz"), new byte[513]);

    assertThat(InitramfsListing.of(image).segments()).extracting(InitramfsSegment::compression).containsExactly(
        Compression.GZIP, Compression.XZ, Compression.ZSTD, Compression.ZSTD, Compression.LZMA, Compression.GZIP,
        Compression.GZIP);
  }

  @Test
  void lz4IsAppendedToWithoutPaddingAndOverIt() throws InitramfsException {
    byte[] lz4 = Fixtures.bytes("tree.cpio.lz4");

    assertThat(InitramfsListing.of(Fixtures.joined(lz4, new byte[9])).appendPoint())
        .isEqualTo(new AppendPoint(lz4.length, 0, true));
    assertThat(InitramfsListing.of(Fixtures.joined(lz4, new byte[8 - lz4.length % 4], MICROCODE)).appendPoint())
        .as("a plain archive is the last")
        .returns(false, AppendPoint::asLz4);
  }

  @Test
  void laterEntryReplacesEarlierOne() throws InitramfsException {
    InitramfsListing listing = InitramfsListing.reading(Fixtures.joined(
        new CpioArchive().file("a", 0600, text("first")).file("b", 0644, text("b")).bytes(),
        new CpioArchive().file("a", 0644, text("second!")).bytes()), name -> true, 100);

    assertThat(listing.entries()).extracting(InitramfsEntry::name).containsExactly("a", "b");
    assertThat(listing.entry("a").orElseThrow()).returns(7L, InitramfsEntry::size).returns(0644, InitramfsEntry::mode);
    assertThat(listing.text("a")).hasValue("second!");
  }

  @Test
  void entryBelowALinkLandsWhereTheLinkLeads() throws InitramfsException {
    InitramfsListing listing = InitramfsListing.of(Fixtures.joined(
        new CpioArchive().directory("usr", 0755).directory("usr/lib", 0755).symlink("lib", "/usr/lib").bytes(),
        new CpioArchive().file("lib/x.ko", 0644, new byte[1]).bytes()));

    assertThat(listing.entry("usr/lib/x.ko")).isPresent();
    assertThat(listing.entry("lib/x.ko")).isEmpty();
  }

  @Test
  void directoryReplacesALinkAsInTheKernel() throws InitramfsException {
    InitramfsListing listing = InitramfsListing.of(Fixtures.joined(
        new CpioArchive().directory("usr", 0755).directory("usr/lib", 0755).file("usr/lib/init", 0755, new byte[1])
            .symlink("lib", "usr/lib").bytes(),
        new CpioArchive().directory("lib", 0755).file("lib/x.ko", 0644, new byte[1]).bytes()));

    assertThat(listing.has("lib/init")).isFalse();
    assertThat(listing.entry("lib/x.ko")).isPresent();
  }

  @Test
  void directoryInUseIsNotReplacedByALink() throws InitramfsException {
    InitramfsListing listing = InitramfsListing.of(Fixtures.joined(
        new CpioArchive().directory("lib", 0755).file("lib/x", 0644, new byte[1]).bytes(),
        new CpioArchive().symlink("lib", "usr/lib").bytes()));

    assertThat(listing.entry("lib").orElseThrow().kind()).isEqualTo(InitramfsEntry.Kind.DIRECTORY);
    assertThat(listing.has("lib/x")).isTrue();
  }

  @Test
  void linksInACircleLeadNowhere() throws InitramfsException {
    InitramfsListing listing = InitramfsListing.of(
        new CpioArchive().symlink("a", "b").symlink("b", "a").symlink("up", "../../etc").bytes());

    assertThat(listing.follow("a/x")).isEmpty();
    assertThat(listing.has("a")).isFalse();
    assertThat(listing.follow("up/fstab")).as("above the root is the root").hasValue("etc/fstab");
  }

  @Test
  void trailerIsNotNeeded() throws InitramfsException {
    byte[] whole = new CpioArchive().file("a", 0644, text("1234")).bytes();
    byte[] image = Arrays.copyOf(whole, 110 + 2 + 4);

    assertThat(InitramfsListing.of(image).entries()).singleElement().returns("a", InitramfsEntry::name);
  }

  @Test
  void checksummedArchiveIsRead() throws InitramfsException {
    byte[] image = new CpioArchive().file("a", 0644, text("1")).bytes();
    for (int at : new int[] {5, 116 + 5}) {
      image[at] = '2';
    }

    assertThat(InitramfsListing.of(image).has("a")).isTrue();
  }

  @Test
  void eachKindOfRefusalHasItsReason() {
    refused(Reason.EMPTY);
    refused(Reason.EMPTY, new byte[4096]);
    refused(Reason.UNKNOWN_FORMAT, text("hello, world"));
    refused(Reason.UNKNOWN_FORMAT, text("0"));
    refused(Reason.UNIFIED_KERNEL_IMAGE, text("MZ and so on"));
    refused(Reason.UNSUPPORTED_COMPRESSION, Fixtures.bytes("tree.cpio.bz2"));
    refused(Reason.UNSUPPORTED_COMPRESSION, MICROCODE, Fixtures.bytes("tree.frame.lz4"));
    refused(Reason.NOT_AN_ARCHIVE, text("070707000000"));
    refused(Reason.NOT_AN_ARCHIVE, gzip(text("a filesystem, perhaps")));
    refused(Reason.CORRUPT, Fixtures.bytes("tree.cpio"), text("something"));
    refused(Reason.CORRUPT, Fixtures.bytes("tree.cpio.gz"), new byte[4 - Fixtures.bytes("tree.cpio.gz").length % 4 + 1],
        MICROCODE);
    refused(Reason.CORRUPT, Arrays.copyOf(Fixtures.bytes("tree.cpio"), 3000));
    refused(Reason.CORRUPT, Arrays.copyOf(Fixtures.bytes("tree.cpio.zst"), 2000));
    refused(Reason.CORRUPT, gzip(Arrays.copyOf(Fixtures.bytes("tree.cpio"), 3000)));
    refused(Reason.CORRUPT, gzip(Fixtures.joined(MICROCODE, text("junk"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../etc/passwd", "a/../../b", ".."})
  void nameThatLeadsUpIsCorrupt(String name) {
    refused(Reason.CORRUPT, entry(name, 0100644, 0));
  }

  @Test
  void headerThatPromisesMuchCostsNothing() {
    refused(Reason.CORRUPT, entry("a", 0100644, 0xffffffffL));
    refused(Reason.CORRUPT, entry("a", 0120777, 0x7fffffffL));
    refused(Reason.CORRUPT, text(String.format(Locale.ROOT, "070701%0104x", 1)), new byte[8]);
    refused(Reason.CORRUPT, text("070701" + "f".repeat(104)), new byte[8]);
    refused(Reason.CORRUPT, text("070701" + "g".repeat(104)), new byte[8]);
  }

  @Test
  void aBombIsTooLargeBeforeItGoesOff() {
    // Frames of zstd whose blocks repeat one byte 131,072 times in 4.
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.writeBytes(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0x58});
    byte[] head = entry("a", 0100644, 0xffffffffL);
    bomb.writeBytes(new byte[] {(byte) (head.length << 3), (byte) (head.length >> 5), 0});
    bomb.writeBytes(head);
    for (int i = 0; i < 9000; i++) {
      bomb.writeBytes(new byte[] {2, 0, 0x10, 'x'});
    }

    refused(Reason.TOO_LARGE, bomb.toByteArray());
  }

  @Test
  void tooManySegmentsEntriesOrDirectoriesAreTooLarge() {
    byte[] gzip = gzip(MICROCODE);
    byte[][] many = new byte[65][];
    Arrays.fill(many, gzip);
    refused(Reason.TOO_LARGE, many);

    ByteArrayOutputStream entries = new ByteArrayOutputStream();
    byte[] one = entry("a", 0100644, 0);
    for (int i = 0; i < 200_001; i++) {
      entries.writeBytes(one);
    }
    refused(Reason.TOO_LARGE, entries.toByteArray());
    refused(Reason.TOO_LARGE, entry("a/".repeat(65) + "b", 0100644, 0));
  }

  private static void refused(Reason reason, byte[]... parts) {
    assertThatThrownBy(() -> InitramfsListing.of(Fixtures.joined(parts)))
        .isInstanceOfSatisfying(InitramfsException.class,
            e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
  }

  private static byte[] entry(String name, int mode, long size) {
    byte[] entry = text(String.format(Locale.ROOT, "070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%s\0",
        1, mode, 0, 0, 1, 0, size, 0, 0, 0, 0, name.length() + 1, 0, name));
    return Arrays.copyOf(entry, (entry.length + 3) / 4 * 4);
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
