package org.xen2kvm.guestfix.libguestfs;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.xen2kvm.guestfix.disk.FilesystemSpace;
import org.xen2kvm.guestfix.disk.GuestDisk;
import org.xen2kvm.guestfix.disk.GuestDisks;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.disk.GuestDisksException.Reason;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fs.GuestFilesystemReader;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.libguestfs.files.LibguestfsReader;
import org.xen2kvm.guestfix.libguestfs.nativecall.GuestfsFailure;
import org.xen2kvm.guestfix.libguestfs.nativecall.GuestfsHandle;
import org.xen2kvm.guestfix.libguestfs.nativecall.LibguestfsLibrary;
import org.xen2kvm.guestfix.libguestfs.nativecall.LibguestfsLibrary.CryptsetupOptions;
import org.xen2kvm.guestfix.libguestfs.nativecall.NativeMemory;
import org.xen2kvm.guestfix.libguestfs.nativecall.Pieces;

/** The disks of a guest in an appliance. */
class LibguestfsDisks implements GuestDisks {
  /** Offsets in {@code struct guestfs_statvfs}, all fields of 64 bits. */
  private static final long FRAGMENT_SIZE = 8;

  private static final long BLOCKS_AVAILABLE = 32;
  private static final long FILES = 40;
  private static final long FILES_AVAILABLE = 56;

  /** Offsets in {@code struct guestfs_btrfssubvolume_list}: a length of 32 bits, then the pointer to the entries. */
  private static final long SUBVOLUME_ENTRIES = Native.POINTER_SIZE;

  private static final long SUBVOLUME_PATH = 16;
  private static final long SUBVOLUME_SIZE = SUBVOLUME_PATH + Native.POINTER_SIZE;

  private final GuestfsHandle handle;
  private final LibguestfsLibrary library;
  private final VolumeSurvey survey;
  private final boolean readOnly;
  private final LibguestfsReader reader;
  private boolean closed;
  private int opened;

  LibguestfsDisks(GuestfsHandle handle, int diskCount, boolean readOnly) {
    this.handle = handle;
    this.library = handle.library();
    this.survey = new VolumeSurvey(handle, diskCount);
    this.readOnly = readOnly;
    this.reader = new LibguestfsReader(handle);
  }

  @Override
  public List<GuestDisk> disks() {
    try {
      return survey.disks();
    } catch (GuestfsFailure failure) {
      throw failed("cannot look at the disks", failure);
    }
  }

  @Override
  public List<Volume> volumes() {
    try {
      return survey.volumes();
    } catch (GuestfsFailure failure) {
      throw failed("cannot look for volumes", failure);
    }
  }

  @Override
  public byte[] read(int disk, long offset, int length) {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("offset " + offset + ", length " + length);
    }
    try {
      String device = survey.device(disk);
      return Pieces.read(
          (at, count) -> handle.bytes((g, size) -> library.guestfs_pread_device(g, device, count, at, size)), offset, length);
    } catch (GuestfsFailure failure) {
      throw failed("cannot read disk " + disk, failure);
    }
  }

  @Override
  public void unlock(Volume luks, byte[] key) {
    if (!luks.isLuks()) {
      throw new IllegalArgumentException(luks.device() + " is no LUKS container");
    }
    for (byte letter : key) {
      if (letter == 0) {
        throw new GuestDisksException(
            Reason.FAILED, "the key of " + luks.device() + " holds a zero byte, which libguestfs cannot pass on", null);
      }
    }
    try (Memory text = new Memory(key.length + 1L)) {
      text.write(0, key, 0, key.length);
      text.setByte(key.length, (byte) 0);
      try {
        open(luks.device(), text, VolumeSurvey.LUKS_NAME + opened);
        opened++;
      } catch (GuestfsFailure failure) {
        boolean wrong = failure.said().contains("No key available");
        throw new GuestDisksException(
            wrong ? Reason.WRONG_KEY : Reason.FAILED,
            wrong ? "the key does not open " + luks.device() : "cannot open " + luks.device() + ": " + failure.said(),
            failure);
      } finally {
        text.clear();
      }
      survey.rescan();
    }
  }

  private void open(String device, Memory key, String name) {
    CryptsetupOptions options = new CryptsetupOptions();
    options.bitmask = CryptsetupOptions.READONLY;
    options.readonly = readOnly ? 1 : 0;
    try {
      handle.number(g -> library.guestfs_cryptsetup_open_argv(g, device, key, name, options));
    } catch (UnsatisfiedLinkError before1_44) {
      handle.number(g -> readOnly
          ? library.guestfs_luks_open_ro(g, device, key, name)
          : library.guestfs_luks_open(g, device, key, name));
    }
  }

  @Override
  public List<String> subvolumes(Volume btrfs) {
    try {
      Pointer list = handle.result(g -> library.guestfs_btrfs_subvolume_list(g, btrfs.device()));
      try {
        return paths(list);
      } finally {
        library.guestfs_free_btrfssubvolume_list(list);
      }
    } catch (GuestfsFailure failure) {
      throw failed("cannot list the subvolumes of " + btrfs.device(), failure);
    }
  }

  private static List<String> paths(Pointer list) {
    int count = list.getInt(0);
    Pointer entries = list.getPointer(SUBVOLUME_ENTRIES);
    List<String> paths = new ArrayList<>();
    for (int entry = 0; entry < count; entry++) {
      paths.add(NativeMemory.borrowText(entries.getPointer(entry * SUBVOLUME_SIZE + SUBVOLUME_PATH)));
    }
    Collections.sort(paths);
    return List.copyOf(paths);
  }

  @Override
  public void mount(Volume volume, GuestPath at, String subvolume) {
    String mountable = subvolume.isEmpty() ? volume.device() : "btrfsvol:" + volume.device() + "/" + subvolume;
    if (subvolume.indexOf(',') >= 0 || subvolume.indexOf('\0') >= 0) {
      throw new GuestDisksException(
          Reason.MOUNT_FAILED, "a subvolume's name with a comma cannot be mounted: " + subvolume, null);
    }
    try {
      // libguestfs mounts without entering the guest's root: a link on the way would lead into the appliance
      String point = at.isRoot() ? "/" : handle.text(g -> library.guestfs_realpath(g, at.value()));
      handle.number(g -> library.guestfs_mount_options(g, readOnly ? "ro" : "noatime", mountable, point));
    } catch (GuestfsFailure failure) {
      String advice = failure.said().contains("unknown filesystem type 'xfs'")
          ? ". The appliance lacks XFS; install libguestfs-xfs"
          : "";
      throw new GuestDisksException(
          Reason.MOUNT_FAILED, "cannot mount " + mountable + " at " + at + ": " + failure.said() + advice, failure);
    }
  }

  @Override
  public void unmountAll() {
    try {
      handle.number(library::guestfs_umount_all);
    } catch (GuestfsFailure failure) {
      throw failed("cannot unmount", failure);
    }
  }

  @Override
  public FilesystemSpace space(GuestPath path) {
    try {
      Pointer statvfs = handle.result(g -> library.guestfs_statvfs(g, path.value()));
      try {
        return space(statvfs);
      } finally {
        library.guestfs_free_statvfs(statvfs);
      }
    } catch (GuestfsFailure failure) {
      throw failed("cannot ask for the space at " + path, failure);
    }
  }

  /** btrfs and vfat make inodes as they need them and say that they have none. */
  private static FilesystemSpace space(Pointer statvfs) {
    long blockSize = Math.max(0, statvfs.getLong(FRAGMENT_SIZE));
    long blocks = Math.max(0, statvfs.getLong(BLOCKS_AVAILABLE));
    long bytes = Math.multiplyHigh(blocks, blockSize) != 0 || blocks * blockSize < 0 ? Long.MAX_VALUE : blocks * blockSize;
    return new FilesystemSpace(
        bytes, statvfs.getLong(FILES) == 0 ? Long.MAX_VALUE : Math.max(0, statvfs.getLong(FILES_AVAILABLE)));
  }

  @Override
  public GuestFilesystemReader files() {
    return reader;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try {
        end();
      } finally {
        handle.close();
      }
    }
  }

  /** What is done before the handle is freed, which kills an appliance that still runs. */
  void end() {}

  GuestfsHandle handle() {
    return handle;
  }

  static GuestDisksException failed(String what, GuestfsFailure failure) {
    return new GuestDisksException(Reason.FAILED, what + ": " + failure.said(), failure);
  }
}
