package org.xen2kvm.guestfix.disk;

import java.util.Optional;
import org.xen2kvm.guestfix.fs.GuestFilesystemWriter;

/** The disks of one stopped guest, opened for writing: only ever overlays. Given to what applies a plan. */
public interface WritableGuestDisks extends GuestDisks {

  @Override
  GuestFilesystemWriter files();

  /**
   * Checks an unmounted filesystem without changing it.
   *
   * @return what is wrong with it, in the checker's words; empty when it is clean or there is no checker for its type
   */
  Optional<String> check(Volume volume);

  /** Writes everything that is still in memory to the disks. */
  void sync();
}
