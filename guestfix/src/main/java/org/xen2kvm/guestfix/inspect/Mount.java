package org.xen2kvm.guestfix.inspect;

import java.util.Optional;
import org.xen2kvm.guestfix.disk.FilesystemSpace;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fs.GuestPath;

/**
 * A filesystem of the guest, mounted where the guest mounts it.
 *
 * @param volume where it lies
 * @param at where it is mounted
 * @param subvolume the btrfs subvolume; empty for the default one or another filesystem
 * @param space what is free on it; empty when nobody asked
 */
public record Mount(Volume volume, GuestPath at, String subvolume, Optional<FilesystemSpace> space) {

  /** A filesystem whose space nobody asked for. */
  public Mount(Volume volume, GuestPath at, String subvolume) {
    this(volume, at, subvolume, Optional.empty());
  }

  /** Returns the same, with what is free on it. */
  public Mount with(FilesystemSpace free) {
    return new Mount(volume, at, subvolume, Optional.of(free));
  }
}
