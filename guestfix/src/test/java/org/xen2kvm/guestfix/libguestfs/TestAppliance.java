package org.xen2kvm.guestfix.libguestfs;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.libguestfs.nativecall.LibguestfsLibrary;

/** A real libguestfs for tests: skipped with a reason, or failed, where there is none. */
final class TestAppliance {
  /** Set to 1 where tests on real tools must not be skipped; the runner's tests look at the same. */
  private static final String REQUIRED = "XEN2KVM_REQUIRE_LIBVIRT";

  private TestAppliance() {}

  /** Runs it; when libguestfs is not installed the test is skipped, or fails if {@link #REQUIRED} is set. */
  static <T> T orSkip(Opening<T> opening) {
    try {
      return opening.open();
    } catch (GuestDisksException failure) {
      if (failure.reason() != GuestDisksException.Reason.NOT_INSTALLED) {
        throw failure;
      }
      String reason = "no libguestfs here: " + failure.getMessage();
      if ("1".equals(System.getenv(REQUIRED))) {
        return Assertions.fail(reason + " (" + REQUIRED + " is set)", failure);
      }
      System.out.println("SKIPPED: " + reason);
      return Assumptions.abort(reason);
    }
  }

  /** An empty raw image. */
  static DiskImage rawImage(Path file, long mebibytes) {
    try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "rw")) {
      image.setLength(mebibytes << 20);
      return new DiskImage(file, DiskFormat.RAW);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Runs a script in the appliance, not in a guest: what makes the images. Its output; it must end with 0. */
  static String shell(LibguestfsDisks disks, String script) {
    LibguestfsLibrary library = disks.handle().library();
    return disks.handle().text(g -> debug(library, g, "set -e; " + script));
  }

  private static Pointer debug(LibguestfsLibrary library, Pointer handle, String script) {
    return library.guestfs_debug(handle, "sh", new String[] {script});
  }

  /** Opens something. */
  interface Opening<T> {
    T open();
  }
}
