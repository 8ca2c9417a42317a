package org.xen2kvm.guestfix.disk;

import java.util.List;
import org.xen2kvm.guestfix.fs.GuestFilesystemReader;
import org.xen2kvm.guestfix.fs.GuestPath;

/**
 * The disks of one stopped guest, to look into. Nothing on them changes through this port.
 *
 * <p>Errors: {@link GuestDisksException}. One thread at a time, because a libguestfs handle allows no more.
 */
public interface GuestDisks extends AutoCloseable {

  /** The disks in the order in which they were given. */
  List<GuestDisk> disks();

  /** Everything that can hold a filesystem, arrays assembled and volume groups active; asked anew after {@link #unlock}. */
  List<Volume> volumes();

  /**
   * Bytes of a disk, for its boot code.
   *
   * @param disk its index
   * @param offset bytes from its start
   * @param length how many at most; fewer come back where the disk ends
   */
  byte[] read(int disk, long offset, int length);

  /**
   * Opens a LUKS container; volumes in it appear in {@link #volumes}.
   *
   * @param key the passphrase or the key file's content; wiped by the caller
   */
  void unlock(Volume luks, byte[] key);

  /** The paths of a btrfs filesystem's subvolumes, without the top level. */
  List<String> subvolumes(Volume btrfs);

  /**
   * Mounts a volume in the guest's tree, read-only unless this is {@link WritableGuestDisks}.
   *
   * @param at where, a directory of what is mounted already; {@code /} first
   * @param subvolume the btrfs subvolume's path, empty for the filesystem's default
   */
  void mount(Volume volume, GuestPath at, String subvolume);

  /** Unmounts all, so that another root can be looked at or the filesystems be checked. */
  void unmountAll();

  /** What is free on the filesystem that holds the path. */
  FilesystemSpace space(GuestPath path);

  /** The files of what is mounted. */
  GuestFilesystemReader files();

  /** Closes the appliance; what was written is on the disks. Closing twice does nothing. */
  @Override
  void close();
}
