package org.xen2kvm.guestfix.libguestfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.disk.GuestDisksException.Reason;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.QemuImg;

/**
 * Overlays that take what a session writes without meaning to: replayed journals, counters of arrays. They need to have names
 * only until QEMU has them open; closing this removes the names, so that not even a killed process leaves files behind.
 *
 * <p>Instead of libguestfs's own {@code readonly} drives, because those put a qcow2 overlay before the image without telling QEMU
 * the format of what is seen through it (libguestfs 1.48: {@code file.driver=qcow2} and no {@code format}): QEMU probes it, and a
 * guest that writes a qcow2 header into its raw disk is shown any file of the host. They also switch off the lock that tells of a
 * running guest.
 */
final class ScratchOverlays implements AutoCloseable {
  private final Path folder;
  private final List<DiskImage> overlays = new ArrayList<>();

  private ScratchOverlays(Path folder) {
    this.folder = folder;
  }

  /** One overlay before each image. */
  static ScratchOverlays before(List<DiskImage> images) {
    ScratchOverlays scratch;
    try {
      scratch = new ScratchOverlays(Files.createTempDirectory("xen2kvm-"));
    } catch (IOException failure) {
      throw new GuestDisksException(Reason.FAILED, "cannot make a temporary folder: " + failure, failure);
    }
    boolean made = false;
    try {
      QemuImg qemuImg = new QemuImg();
      for (DiskImage image : images) {
        Path overlay = scratch.folder.resolve("disk" + scratch.overlays.size() + ".qcow2");
        scratch.overlays.add(qemuImg.createOverlay(image, overlay));
      }
      made = true;
      return scratch;
    } finally {
      if (!made) {
        scratch.close();
      }
    }
  }

  List<DiskImage> images() {
    return List.copyOf(overlays);
  }

  /** Removes as many of the names as can be. */
  @Override
  public void close() {
    GuestDisksException failure = null;
    for (Path file : Stream.concat(overlays.stream().map(DiskImage::file), Stream.of(folder)).toList()) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        if (failure == null) {
          failure = new GuestDisksException(Reason.FAILED, "cannot remove " + file + ": " + e, e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
