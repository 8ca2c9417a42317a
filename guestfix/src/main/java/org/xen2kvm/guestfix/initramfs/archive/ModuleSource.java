package org.xen2kvm.guestfix.initramfs.archive;

import org.xen2kvm.guestfix.fs.GuestFilesystemException;
import org.xen2kvm.guestfix.fs.GuestPath;

/** Reads a guest's files for an archive, whatever they are read from. */
@FunctionalInterface
public interface ModuleSource {
  /**
   * The content of a regular file, links followed.
   *
   * @param limit the most bytes to take; a larger file is refused
   * @throws GuestFilesystemException when it cannot be read
   */
  byte[] read(GuestPath file, int limit);
}
