package org.xen2kvm.guestfix.libguestfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.guestfix.disk.GuestDisks;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.disk.GuestDisksException.Reason;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.disk.WritableGuestDisks;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.libguestfs.nativecall.LibguestfsLibrary;

/** How sessions begin and end: in order, refused, cancelled, out of time; and what is on the disks afterwards. */
final class ApplianceTest {
  private static final GuestPath FSTAB = GuestPath.of("/fstab");

  @TempDir private Path folder = Path.of("");
  private DiskImage source = new DiskImage(Path.of(""), DiskFormat.RAW);

  @BeforeEach
  void makeSource() {
    source = TestAppliance.rawImage(folder.resolve("source.raw"), 16);
  }

  @Test
  void overlayHasWhatWasWrittenAndTheSourceHasNot() throws IOException {
    DiskImage overlay = new QemuImg().createOverlay(source, folder.resolve("overlay.qcow2"));
    String before = digest();
    try (LibguestfsWritableDisks disks = TestAppliance.orSkip(() -> open(overlay, ApplianceOptions.defaults()))) {
      TestAppliance.shell(disks, "mkfs.ext4 -q /dev/disk/guestfs/diska");
      Volume volume = disks.volumes().get(0);
      disks.mount(volume, GuestPath.ROOT, "");
      disks.files().write(FSTAB, "new".getBytes(UTF_8));
      disks.sync();
      disks.unmountAll();
      assertThat(disks.check(volume)).isEmpty();
      disks.mount(volume, GuestPath.ROOT, "");
      disks.files().write(GuestPath.of("/last"), "not synced by the caller".getBytes(UTF_8));
    }

    assertThat(digest()).isEqualTo(before);
    assertThat(new QemuImg().check(overlay)).isEmpty();
    // side by side, each with an appliance of its own
    CompletableFuture<String> one = CompletableFuture.supplyAsync(() -> text(overlay, FSTAB));
    CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> text(overlay, GuestPath.of("/last")));
    assertThat(one.join()).isEqualTo("new");
    assertThat(other.join()).isEqualTo("not synced by the caller");
  }

  @Test
  void badImagesAreToldBeforeOrByQemu() {
    refused(Reason.BAD_IMAGE, () -> open(new DiskImage(folder.resolve("absent"), DiskFormat.RAW), ApplianceOptions.defaults()));
    refused(Reason.BAD_IMAGE, () -> open(new DiskImage(source.file(), DiskFormat.QCOW2), ApplianceOptions.defaults()));
    refused(Reason.BAD_IMAGE, () -> Appliance.openReadOnly(
        List.of(new DiskImage(source.file(), DiskFormat.VMDK)), ApplianceOptions.defaults(), ApplianceListener.SILENT));
  }

  /** Bytes 101 and 201: a process writes to the image and lets nobody else do so (QEMU, block/file-posix.c). */
  @Test
  void imageOfARunningGuestIsInUse() throws IOException {
    try (FileChannel guest = FileChannel.open(source.file(), StandardOpenOption.READ);
        FileLock writes = guest.lock(101, 1, true);
        FileLock alone = guest.lock(201, 1, true)) {
      assertThat(writes.isValid() && alone.isValid()).isTrue();
      refused(Reason.IN_USE, () -> open(source, ApplianceOptions.defaults()));
      refused(Reason.IN_USE, () -> readOnly(ApplianceOptions.defaults()));
    }
  }

  /** libguestfs's own read-only drives show the secret: QEMU probes what is seen through their overlay. */
  @Test
  void rawDiskWithAnImageHeaderShowsNoFileOfTheHost() throws IOException {
    Path secret = Files.write(folder.resolve("secret"), "a secret of the host".repeat(1000).getBytes(UTF_8));
    Path hostile = new QemuImg().createOverlay(new DiskImage(secret, DiskFormat.RAW), folder.resolve("hostile")).file();

    try (GuestDisks disks = TestAppliance.orSkip(() -> Appliance.openReadOnly(
        List.of(new DiskImage(hostile, DiskFormat.RAW)), ApplianceOptions.defaults(), ApplianceListener.SILENT))) {
      assertThat(disks.read(0, 0, 4)).isEqualTo(new byte[] {'Q', 'F', 'I', (byte) 0xFB});
    }
  }

  @Test
  void nothingIsLeftOfAReadOnlySessionThatIsCancelledFromAnotherThread() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    List<Path> before = scratch(temporary);
    ApplianceOptions options = ApplianceOptions.defaults();

    try (LibguestfsDisks disks = TestAppliance.orSkip(() -> readOnly(options))) {
      assertThat(scratch(temporary)).as("not even while it runs").isEqualTo(before);
      assertThat(disks.disks()).hasSize(1);
      CompletableFuture.runAsync(
          options.cancellation()::cancel, CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));
      refused(Reason.CANCELLED, () -> TestAppliance.shell(disks, "sleep 120"));
      refused(Reason.CANCELLED, () -> disks.read(0, 0, 1));
    }
    refused(Reason.BAD_IMAGE, () -> Appliance.openReadOnly(
        List.of(source, new DiskImage(source.file(), DiskFormat.QCOW2)), ApplianceOptions.defaults(), ApplianceListener.SILENT));
    assertThat(scratch(temporary)).isEqualTo(before);
  }

  private static List<Path> scratch(Path temporary) throws IOException {
    try (Stream<Path> entries = Files.list(temporary)) {
      return entries.filter(entry -> entry.getFileName().toString().startsWith("xen2kvm-")).sorted().toList();
    }
  }

  @Test
  void launchIsCancelledFromAnotherThread() throws InterruptedException {
    ApplianceOptions options = ApplianceOptions.defaults().withAcceleration(ApplianceOptions.Acceleration.TCG);
    CountDownLatch starting = new CountDownLatch(1);
    Thread canceller = new Thread(() -> {
      try {
        if (starting.await(1, TimeUnit.MINUTES)) {
          options.cancellation().cancel();
        }
      } catch (InterruptedException unexpected) {
        throw new IllegalStateException(unexpected);
      }
    });
    canceller.start();
    ApplianceListener listener = new ApplianceListener() {
      @Override
      public void log(String text) {
        starting.countDown();
      }
    };

    refused(Reason.CANCELLED, () -> Appliance.openWritable(List.of(source), options, listener));
    canceller.join();
    refused(Reason.CANCELLED, () -> open(source, options));
  }

  @Test
  void callThatHangsIsEnded() {
    try (LibguestfsDisks disks =
        TestAppliance.orSkip(() -> readOnly(ApplianceOptions.defaults().withCallLimit(Duration.ofSeconds(2))))) {
      assertThatThrownBy(() -> TestAppliance.shell(disks, "sleep 120"))
          .isInstanceOf(GuestDisksException.class).hasMessageContaining("in time");
    }
  }

  @Test
  void missingLibraryIsOneErrorThatNamesThePackages() {
    assertThatThrownBy(() -> LibguestfsLibrary.load("libguestfs-absent.so.0"))
        .isInstanceOfSatisfying(GuestDisksException.class, failure -> {
          assertThat(failure.reason()).isEqualTo(Reason.NOT_INSTALLED);
          assertThat(failure).message().contains(
              "libguestfs-absent.so.0", "apt-get install libguestfs0", "dnf install libguestfs", "zypper install libguestfs0");
        });
  }

  @Test
  void tooLittleMemoryIsRefused() {
    assertThatThrownBy(() -> ApplianceOptions.defaults().withMemory(256)).isInstanceOf(IllegalArgumentException.class);
  }

  private static String text(DiskImage image, GuestPath file) {
    try (GuestDisks disks =
        Appliance.openReadOnly(List.of(image), ApplianceOptions.defaults(), ApplianceListener.SILENT)) {
      disks.mount(disks.volumes().get(0), GuestPath.ROOT, "");
      return new String(disks.files().read(file, 100), UTF_8);
    }
  }

  private LibguestfsDisks readOnly(ApplianceOptions options) {
    return (LibguestfsDisks) Appliance.openReadOnly(List.of(source), options, ApplianceListener.SILENT);
  }

  private static LibguestfsWritableDisks open(DiskImage image, ApplianceOptions options) {
    WritableGuestDisks disks = Appliance.openWritable(List.of(image), options, ApplianceListener.SILENT);
    return (LibguestfsWritableDisks) disks;
  }

  private String digest() throws IOException {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(source.file())))
          .toUpperCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void refused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOfSatisfying(
        GuestDisksException.class, failure -> assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason));
  }
}
