package org.xen2kvm.guestfix.libguestfs;

import com.sun.jna.Pointer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.guestfix.disk.GuestDisks;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.disk.GuestDisksException.Reason;
import org.xen2kvm.guestfix.disk.WritableGuestDisks;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.libguestfs.ApplianceOptions.Acceleration;
import org.xen2kvm.guestfix.libguestfs.nativecall.GuestfsFailure;
import org.xen2kvm.guestfix.libguestfs.nativecall.GuestfsHandle;
import org.xen2kvm.guestfix.libguestfs.nativecall.LibguestfsLibrary;
import org.xen2kvm.guestfix.libguestfs.nativecall.LibguestfsLibrary.DriveOptions;
import org.xen2kvm.guestfix.libguestfs.nativecall.NativeMemory;
import org.xen2kvm.guestfix.libguestfs.nativecall.RequiredPackages;

/**
 * Opens the disks of a stopped guest in an appliance of libguestfs. Several sessions run side by side, each with its own
 * appliance and memory.
 *
 * <p>QEMU is started directly, not through a libvirt daemon. Where KVM does not work, which {@code /dev/kvm} does not tell, the
 * launch is tried again with emulation, and the answer holds for the process.
 */
public final class Appliance {
  private static final Path KVM_DEVICE = Path.of("/dev/kvm");

  /**
   * Two workers for udev instead of as many as the memory allows: with the many the start of an emulated appliance takes 6.4 s,
   * with two 5.5 s (libguestfs 1.48, QEMU 7.2).
   */
  private static final String KERNEL_PARAMETERS = "udev.children_max=2";

  /** Why KVM does not work in this process, once that was seen. */
  private static volatile @Nullable String kvmFailure;

  private Appliance() {}

  /**
   * The disks, to look into; the images stay as they are, and must not be written to meanwhile.
   *
   * @throws GuestDisksException when they cannot be opened; {@code IN_USE} when a QEMU runs on them
   */
  public static GuestDisks openReadOnly(
      List<DiskImage> images, ApplianceOptions options, ApplianceListener listener) {
    images.forEach(Appliance::requireReadable);
    LibguestfsDisks disks = null;
    try (ScratchOverlays overlays = ScratchOverlays.before(images)) {
      disks = new LibguestfsDisks(launch(overlays.images(), options, listener), images.size(), true);
    } catch (RuntimeException | Error failure) {
      // What was launched is nobody's when the overlays' names cannot be removed.
      if (disks != null) {
        disks.close();
      }
      throw failure;
    }
    return disks;
  }

  /**
   * The disks, to change: give overlays only. They must not be used before the session is closed.
   *
   * @throws GuestDisksException when they cannot be opened; {@code IN_USE} when a QEMU runs on them or on what is behind them
   */
  public static WritableGuestDisks openWritable(
      List<DiskImage> images, ApplianceOptions options, ApplianceListener listener) {
    images.forEach(Appliance::requireReadable);
    return new LibguestfsWritableDisks(launch(images, options, listener), images.size());
  }

  /** A launched handle. */
  private static GuestfsHandle launch(List<DiskImage> images, ApplianceOptions options, ApplianceListener listener) {
    LibguestfsLibrary library = LibguestfsLibrary.load("libguestfs.so.0");
    boolean emulated = emulates(options, listener);
    NotLaunched failure;
    try {
      return launch(library, images, options, listener, emulated);
    } catch (NotLaunched failed) {
      failure = failed;
    }
    if (!emulated && failure.diagnosis().mayBeKvm()) {
      try {
        GuestfsHandle handle = launch(library, images, options, listener, true);
        remember(LaunchDiagnosis.kvmReason(failure.said, failure.log), listener);
        return handle;
      } catch (NotLaunched failed) {
        failure = failed;
      }
    }
    throw failure.diagnosis().toException(failure);
  }

  private static GuestfsHandle launch(
      LibguestfsLibrary library,
      List<DiskImage> images,
      ApplianceOptions options,
      ApplianceListener listener,
      boolean emulated) {
    GuestfsHandle handle = GuestfsHandle.create(library, options.callLimit(), options.cancellation(), listener);
    boolean launched = false;
    try {
      configure(handle, options, emulated);
      for (int disk = 0; disk < images.size(); disk++) {
        add(handle, images.get(disk), DiskLabel.of(disk));
      }
      handle.launch(options.launchLimit());
      launched = true;
      return handle;
    } catch (GuestfsFailure failure) {
      throw new NotLaunched(failure, handle.log());
    } finally {
      if (!launched) {
        handle.close();
      }
    }
  }

  private static void configure(GuestfsHandle handle, ApplianceOptions options, boolean emulated) {
    LibguestfsLibrary library = handle.library();
    handle.number(g -> library.guestfs_set_backend(g, "direct"));
    requireQemu(handle.result(library::guestfs_get_hv));
    if (emulated) {
      handle.number(g -> library.guestfs_set_backend_setting(g, "force_tcg", "1"));
    }
    handle.number(g -> library.guestfs_set_verbose(g, 0));
    handle.number(g -> library.guestfs_set_trace(g, 0)); // a trace would tell keys
    handle.number(g -> library.guestfs_set_memsize(g, options.memoryMebibytes()));
    handle.number(g -> library.guestfs_set_network(g, 0));
    handle.number(g -> library.guestfs_set_pgroup(g, 1)); // the terminal's Ctrl-C is for this process to handle
    handle.number(g -> library.guestfs_set_append(g, KERNEL_PARAMETERS));
  }

  /**
   * Adds a disk in its declared format. Without host caching being flushed: a session that ends in order syncs and QEMU writes
   * out what it holds when it ends, and an overlay of a session that does not is dropped.
   */
  private static void add(GuestfsHandle handle, DiskImage image, DiskLabel label) {
    DriveOptions drive = new DriveOptions();
    drive.bitmask = DriveOptions.FORMAT | DriveOptions.LABEL | DriveOptions.CACHEMODE;
    drive.format = image.format().qemuName();
    drive.label = label.text();
    drive.cachemode = "unsafe";
    handle.number(g -> handle.library().guestfs_add_drive_opts_argv(g, image.toString(), drive));
  }

  private static boolean emulates(ApplianceOptions options, ApplianceListener listener) {
    String settings = System.getenv("LIBGUESTFS_BACKEND_SETTINGS");
    if (options.acceleration() == Acceleration.TCG
        || kvmFailure != null
        || (settings != null && settings.contains("force_tcg"))) {
      return true;
    }
    if (Files.isReadable(KVM_DEVICE) && Files.isWritable(KVM_DEVICE)) {
      return false;
    }
    remember(KVM_DEVICE + (Files.exists(KVM_DEVICE) ? " is not open to this user" : " does not exist"), listener);
    return true;
  }

  private static void remember(String failure, ApplianceListener listener) {
    kvmFailure = failure;
    listener.note("KVM does not work here (" + failure + "); using emulation, which is slower");
  }

  private static void requireReadable(DiskImage image) {
    if (!Files.isReadable(image.file())) {
      throw new GuestDisksException(
          Reason.BAD_IMAGE,
          image + (Files.exists(image.file()) ? " cannot be read by this user" : " does not exist"),
          null);
    }
  }

  private static void requireQemu(Pointer path) {
    Path qemu = Path.of(NativeMemory.takeText(path));
    if (!Files.isExecutable(qemu)) {
      throw new GuestDisksException(
          Reason.NOT_INSTALLED, qemu + " is missing. Install it with: " + RequiredPackages.QEMU, null);
    }
  }

  /** A launch that failed, with what was said about it. */
  private static final class NotLaunched extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String said;
    private final String log;

    NotLaunched(GuestfsFailure cause, String log) {
      super(cause);
      this.said = cause.said();
      this.log = log;
    }

    LaunchDiagnosis diagnosis() {
      return LaunchDiagnosis.of(said, log);
    }
  }
}
