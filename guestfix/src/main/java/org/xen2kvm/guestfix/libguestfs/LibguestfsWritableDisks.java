package org.xen2kvm.guestfix.libguestfs;

import java.util.Optional;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.disk.WritableGuestDisks;
import org.xen2kvm.guestfix.fs.GuestFilesystemWriter;
import org.xen2kvm.guestfix.libguestfs.files.LibguestfsWriter;
import org.xen2kvm.guestfix.libguestfs.nativecall.GuestfsFailure;
import org.xen2kvm.guestfix.libguestfs.nativecall.GuestfsHandle;

/** The overlays of a guest's disks in an appliance. */
final class LibguestfsWritableDisks extends LibguestfsDisks implements WritableGuestDisks {
  private final LibguestfsWriter writer;
  private final FilesystemCheck check;

  LibguestfsWritableDisks(GuestfsHandle handle, int diskCount) {
    super(handle, diskCount, false);
    this.writer = new LibguestfsWriter(handle);
    this.check = new FilesystemCheck(handle);
  }

  @Override
  public GuestFilesystemWriter files() {
    return writer;
  }

  @Override
  public Optional<String> check(Volume volume) {
    try {
      return check.problems(volume);
    } catch (GuestfsFailure failure) {
      throw failed("cannot check " + volume.device(), failure);
    }
  }

  @Override
  public void sync() {
    try {
      handle().number(handle().library()::guestfs_sync);
    } catch (GuestfsFailure failure) {
      throw failed("cannot write out what was changed", failure);
    }
  }

  /** Unmounts, syncs and lets QEMU end by itself; killing it would lose what it holds. */
  @Override
  void end() {
    try {
      handle().shutdown();
    } catch (GuestfsFailure failure) {
      throw failed("the appliance did not end in order; what was written may be lost", failure);
    }
  }
}
