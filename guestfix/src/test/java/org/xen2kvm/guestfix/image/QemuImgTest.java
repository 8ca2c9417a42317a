package org.xen2kvm.guestfix.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.disk.GuestDisksException.Reason;

/** The real qemu-img, asked and told what the product does with it. */
final class QemuImgTest {
  private static final int MEBIBYTE = 1 << 20;

  /** Byte 100 + 1: a process with this one locked writes to the image (QEMU, block/file-posix.c, RAW_LOCK_PERM_BASE). */
  private static final long WRITE_LOCK = 101;

  private final QemuImg qemuImg = new QemuImg();
  @TempDir private Path folder = Path.of("");
  private DiskImage source = new DiskImage(Path.of(""), DiskFormat.RAW);

  @BeforeEach
  void makeSource() throws IOException {
    try {
      QemuImgProcess.run("qemu-img", List.of("--version"), Duration.ofMinutes(1), text -> {});
    } catch (GuestDisksException missing) {
      if ("1".equals(System.getenv("XEN2KVM_REQUIRE_LIBVIRT"))) {
        Assertions.fail(missing);
      }
      System.out.println("SKIPPED: " + missing.getMessage());
      Assumptions.abort(missing.getMessage());
    }
    source = new DiskImage(Files.write(folder.resolve("source, odd:name.raw"), new byte[MEBIBYTE]), DiskFormat.RAW);
  }

  @Test
  void overlayNamesItsSourceAndItsFormat() throws IOException {
    DiskImage overlay = qemuImg.createOverlay(source, folder.resolve("overlay.qcow2"));

    assertThat(qemuImg.info(overlay)).satisfies(info -> {
      assertThat(info.virtualSize()).isEqualTo(MEBIBYTE);
      assertThat(info.actualSize()).isBetween(1L, (long) MEBIBYTE);
      assertThat(info.backing()).contains(new ImageInfo.Backing(source.toString(), "raw"));
      assertThat(info.dirty()).isFalse();
      assertThat(info.snapshots()).isZero();
      assertThat(info.encrypted()).isFalse();
    });
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(overlay.file()))).isEqualTo("rw-------");
    assertThat(qemuImg.chain(overlay)).extracting(ImageInfo::image).containsExactly(overlay, source);
    assertThat(qemuImg.check(overlay)).isEmpty();
    assertThat(qemuImg.check(source)).as("raw knows no check").isEmpty();
    assertThat(qemuImg.same(overlay, source)).isTrue();
  }

  @Test
  void overlayIsNeverMadeOverAFileNorLeftHalfMade() throws IOException {
    Path there = Files.writeString(folder.resolve("there"), "precious");

    refused(Reason.FAILED, () -> qemuImg.createOverlay(source, there));
    refused(Reason.BAD_IMAGE, () ->
        qemuImg.createOverlay(new DiskImage(there, DiskFormat.QCOW2), folder.resolve("overlay.qcow2")));

    assertThat(there).hasContent("precious");
    assertThat(folder.resolve("overlay.qcow2")).doesNotExist();
  }

  @Test
  void imageOfAnotherFormatIsRefused() {
    refused(Reason.BAD_IMAGE, () -> qemuImg.info(new DiskImage(source.file(), DiskFormat.QCOW2)));
    refused(Reason.BAD_IMAGE, () -> qemuImg.info(new DiskImage(folder.resolve("absent"), DiskFormat.RAW)));
  }

  /** A guest that writes a qcow2 header into its raw disk would else have any file of the host read for it. */
  @Test
  void rawImageWithAHeaderStaysRaw() throws IOException {
    DiskImage overlay = qemuImg.createOverlay(source, folder.resolve("overlay.qcow2"));
    DiskImage hostile = new DiskImage(overlay.file(), DiskFormat.RAW);

    assertThat(qemuImg.info(hostile).backing()).isEmpty();
    assertThat(qemuImg.info(hostile).virtualSize()).isBetween(Files.size(overlay.file()), Files.size(overlay.file()) + 511);
  }

  @Test
  void undeclaredFormatBehindAnImageIsRefused() {
    DiskImage overlay = new DiskImage(folder.resolve("undeclared.qcow2"), DiskFormat.QCOW2);
    tool("create", "-q", "-f", "qcow2", overlay.toString(), "1M");
    tool("rebase", "-u", "-f", "qcow2", "-b", "json:{\"driver\":\"null-co\"}", "-F", "raw", overlay.toString());
    refused(Reason.BAD_IMAGE, () -> qemuImg.chain(overlay));

    DiskImage circle = new DiskImage(folder.resolve("circle.qcow2"), DiskFormat.QCOW2);
    tool("create", "-q", "-f", "qcow2", circle.toString(), "1M");
    tool("rebase", "-u", "-f", "qcow2", "-b", circle.toString(), "-F", "qcow2", circle.toString());
    refused(Reason.BAD_IMAGE, () -> qemuImg.chain(circle));
  }

  @Test
  void dataInAnotherFileIsRefused() {
    DiskImage image = new DiskImage(folder.resolve("external.qcow2"), DiskFormat.QCOW2);
    tool("create", "-q", "-f", "qcow2", "-o", "data_file=" + folder.resolve("data"), image.toString(), "1M");

    refused(Reason.BAD_IMAGE, () -> qemuImg.info(image));
  }

  @Test
  void snapshotsAreCounted() {
    DiskImage image = new DiskImage(folder.resolve("snapshots.qcow2"), DiskFormat.QCOW2);
    tool("create", "-q", "-f", "qcow2", image.toString(), "1M");
    tool("snapshot", "-c", "before", image.toString());

    assertThat(qemuImg.info(image).snapshots()).isEqualTo(1);
  }

  @Test
  void imageThatAGuestWritesToIsInUse() throws IOException {
    try (FileChannel guest = FileChannel.open(source.file(), StandardOpenOption.READ);
        FileLock writes = guest.lock(WRITE_LOCK, 1, true)) {
      assertThat(writes.isValid()).isTrue();
      refused(Reason.IN_USE, () -> qemuImg.info(source));
    }
    assertThat(qemuImg.info(source).virtualSize()).isEqualTo(MEBIBYTE);
  }

  @Test
  void commitWritesIntoTheSource() throws IOException {
    DiskImage changed = new DiskImage(Files.write(folder.resolve("changed.raw"), content()), DiskFormat.RAW);
    DiskImage overlay = qemuImg.createOverlay(source, folder.resolve("overlay.qcow2"));
    tool("convert", "-n", "-f", "raw", "-O", "qcow2", changed.toString(), overlay.toString());
    assertThat(qemuImg.same(overlay, source)).isFalse();
    Queue<Double> progress = new ConcurrentLinkedQueue<>();

    qemuImg.commit(overlay, progress::add);

    assertThat(Files.mismatch(source.file(), changed.file())).isEqualTo(-1);
    assertThat(progress).contains(100.0);
  }

  @Test
  void flattenedImageStandsAlone() throws IOException {
    Files.write(source.file(), content());
    DiskImage overlay = qemuImg.createOverlay(source, folder.resolve("overlay.qcow2"));
    DiskImage flat = new DiskImage(folder.resolve("flat.qcow2"), DiskFormat.QCOW2);
    Queue<Double> progress = new ConcurrentLinkedQueue<>();

    qemuImg.flatten(overlay, flat, progress::add);

    assertThat(qemuImg.info(flat).backing()).isEmpty();
    assertThat(qemuImg.same(flat, source)).isTrue();
    assertThat(progress).contains(100.0);
    refused(Reason.FAILED, () -> qemuImg.flatten(overlay, flat, percent -> {}));
  }

  @Test
  void damagedTablesAreTold() throws IOException {
    DiskImage image = new DiskImage(folder.resolve("damaged.qcow2"), DiskFormat.QCOW2);
    tool("create", "-q", "-f", "qcow2", image.toString(), "1M");
    tool("convert", "-n", "-f", "raw", "-O", "qcow2", new DiskImage(
        Files.write(folder.resolve("content.raw"), content()), DiskFormat.RAW).toString(), image.toString());
    try (FileChannel file = FileChannel.open(image.file(), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[512]), 2L << 16); // its first refcount block
    }

    assertThat(qemuImg.check(image)).hasValueSatisfying(said -> assertThat(said).containsIgnoringCase("error"));
  }

  @Test
  void missingProgramNamesThePackages() {
    QemuImg missing = new QemuImg("qemu-img-absent", new ImageUse());

    assertThatThrownBy(() -> missing.info(source)).isInstanceOfSatisfying(GuestDisksException.class, failure -> {
      assertThat(failure.reason()).isEqualTo(Reason.NOT_INSTALLED);
      assertThat(failure).hasMessageContaining("apt-get install qemu-utils");
    });
  }

  @Test
  void hangingProgramIsEnded() {
    assertThatThrownBy(() -> QemuImgProcess.run("sleep", List.of("60"), Duration.ofMillis(50), text -> {}))
        .isInstanceOf(GuestDisksException.class).hasMessageContaining("did not end");
  }

  @Test
  void interruptCancels() {
    Thread.currentThread().interrupt();

    refused(Reason.CANCELLED, () -> qemuImg.info(source));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void formatsAreKnownByEachToolsName() {
    assertThat(DiskFormat.named("VHD")).contains(DiskFormat.VHD);
    assertThat(DiskFormat.named("vpc")).contains(DiskFormat.VHD);
    assertThat(DiskFormat.named("aio")).contains(DiskFormat.RAW);
    assertThat(DiskFormat.named("qcow2")).contains(DiskFormat.QCOW2);
    assertThat(DiskFormat.named("iso9660")).isEqualTo(Optional.empty());
  }

  private static byte[] content() {
    byte[] content = new byte[MEBIBYTE];
    for (int at = 0; at < content.length; at++) {
      content[at] = (byte) (at >> 9);
    }
    return content;
  }

  private static void tool(String... arguments) {
    QemuImgProcess run = QemuImgProcess.run("qemu-img", List.of(arguments), Duration.ofMinutes(1), text -> {});
    assertThat(run.status()).as(run.errors()).isZero();
  }

  private static void refused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOfSatisfying(
        GuestDisksException.class, failure -> assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason));
  }
}
