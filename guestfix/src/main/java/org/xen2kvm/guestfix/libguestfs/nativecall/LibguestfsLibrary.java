package org.xen2kvm.guestfix.libguestfs.nativecall;

import com.sun.jna.Callback;
import com.sun.jna.IntegerType;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.guestfix.disk.GuestDisksException;

/**
 * The functions of {@code libguestfs.so.0} that the adapter calls, as {@code guestfs.h} declares them.
 *
 * <p>Every {@code char *}, {@code char **} and {@code struct *} result belongs to the caller and is a {@link Pointer} here, so
 * that {@link NativeMemory} can copy and free it; null means failure, as -1 does. {@code guestfs_last_error} lends its text.
 * Optional arguments go through the {@code _argv} twins: only the fields whose bit is set in {@code bitmask} are looked at.
 */
public interface LibguestfsLibrary extends Library {
  /** {@code GUESTFS_CREATE_NO_CLOSE_ON_EXIT}: the JVM's exit is no place to close handles that other threads use. */
  int CREATE_NO_CLOSE_ON_EXIT = 2;

  long EVENT_SUBPROCESS_QUIT = 0x2;
  long EVENT_PROGRESS = 0x8;
  long EVENT_APPLIANCE = 0x10;
  long EVENT_LIBRARY = 0x20;
  long EVENT_WARNING = 0x200;

  @Nullable Pointer guestfs_create_flags(int flags);

  void guestfs_close(Pointer handle);

  @Nullable Pointer guestfs_last_error(Pointer handle);

  int guestfs_last_errno(Pointer handle);

  void guestfs_set_error_handler(Pointer handle, @Nullable Pointer handler, @Nullable Pointer opaque);

  int guestfs_set_event_callback(
      Pointer handle, EventCallback callback, long events, int flags, @Nullable Pointer opaque);

  int guestfs_set_backend(Pointer handle, String backend);

  int guestfs_set_backend_setting(Pointer handle, String name, String value);

  @Nullable Pointer guestfs_get_hv(Pointer handle);

  int guestfs_set_memsize(Pointer handle, int mebibytes);

  int guestfs_set_network(Pointer handle, int on);

  int guestfs_set_pgroup(Pointer handle, int on);

  int guestfs_set_verbose(Pointer handle, int on);

  int guestfs_set_trace(Pointer handle, int on);

  int guestfs_set_append(Pointer handle, String kernelParameters);

  int guestfs_config(Pointer handle, String parameter, @Nullable String value);

  int guestfs_add_drive_opts_argv(Pointer handle, String file, DriveOptions options);

  int guestfs_launch(Pointer handle);

  int guestfs_shutdown(Pointer handle);

  int guestfs_sync(Pointer handle);

  @Nullable Pointer guestfs_list_devices(Pointer handle);

  @Nullable Pointer guestfs_list_partitions(Pointer handle);

  @Nullable Pointer guestfs_list_md_devices(Pointer handle);

  @Nullable Pointer guestfs_list_dm_devices(Pointer handle);

  @Nullable Pointer guestfs_lvs(Pointer handle);

  @Nullable Pointer guestfs_blkid(Pointer handle, String device);

  long guestfs_blockdev_getsize64(Pointer handle, String device);

  int guestfs_cryptsetup_open_argv(
      Pointer handle, String device, Pointer key, String mapName, CryptsetupOptions options);

  int guestfs_luks_open(Pointer handle, String device, Pointer key, String mapName);

  int guestfs_luks_open_ro(Pointer handle, String device, Pointer key, String mapName);

  int guestfs_lvm_scan(Pointer handle, int activate);

  int guestfs_vg_activate_all(Pointer handle, int activate);

  @Nullable Pointer guestfs_btrfs_subvolume_list(Pointer handle, String filesystem);

  void guestfs_free_btrfssubvolume_list(Pointer list);

  int guestfs_mount_options(Pointer handle, String options, String mountable, String mountPoint);

  int guestfs_umount_all(Pointer handle);

  @Nullable Pointer guestfs_statvfs(Pointer handle, String path);

  void guestfs_free_statvfs(Pointer statvfs);

  @Nullable Pointer guestfs_statns(Pointer handle, String path);

  @Nullable Pointer guestfs_lstatns(Pointer handle, String path);

  void guestfs_free_statns(Pointer statns);

  @Nullable Pointer guestfs_ls(Pointer handle, String directory);

  @Nullable Pointer guestfs_readlink(Pointer handle, String path);

  @Nullable Pointer guestfs_realpath(Pointer handle, String path);

  @Nullable Pointer guestfs_pread(Pointer handle, String path, int count, long offset, SizeReference size);

  @Nullable Pointer guestfs_pread_device(Pointer handle, String device, int count, long offset, SizeReference size);

  int guestfs_write(Pointer handle, String path, byte[] content, Size length);

  int guestfs_pwrite(Pointer handle, String path, byte[] content, Size length, long offset);

  int guestfs_utimens(
      Pointer handle, String path, long accessSeconds, long accessNanos, long modifySeconds, long modifyNanos);

  int guestfs_chmod(Pointer handle, int mode, String path);

  int guestfs_chown(Pointer handle, int owner, int group, String path);

  int guestfs_mkdir_mode(Pointer handle, String path, int mode);

  int guestfs_cp_a(Pointer handle, String from, String to);

  int guestfs_ln_s(Pointer handle, String target, String link);

  int guestfs_rm(Pointer handle, String path);

  @Nullable Pointer guestfs_lgetxattr(Pointer handle, String path, String name, SizeReference size);

  int guestfs_lsetxattr(Pointer handle, String name, byte[] value, int length, String path);

  @Nullable Pointer guestfs_command(Pointer handle, String[] arguments);

  @Nullable Pointer guestfs_debug(Pointer handle, String subcommand, String[] arguments);

  int guestfs_btrfs_fsck_argv(Pointer handle, String device, BtrfsCheckOptions options);

  int guestfs_xfs_repair_argv(Pointer handle, String device, XfsRepairOptions options);

  /** {@code guestfs_event_callback}: called on the thread that called libguestfs. */
  interface EventCallback extends Callback {
    void event(
        Pointer handle,
        @Nullable Pointer opaque,
        long event,
        int eventHandle,
        int flags,
        @Nullable Pointer text,
        Size textLength,
        @Nullable Pointer numbers,
        Size numberCount);
  }

  /** A {@code size_t}. */
  final class Size extends IntegerType {
    private static final long serialVersionUID = 1L;

    /** Zero; JNA makes those that it passes to a callback with it. */
    public Size() {
      this(0);
    }

    public Size(long value) {
      super(Native.SIZE_T_SIZE, value, true);
    }
  }

  /** A {@code size_t *} that a call fills. */
  final class SizeReference extends com.sun.jna.ptr.ByReference {
    /** Zero; JNA makes one by itself too. */
    public SizeReference() {
      super(Native.SIZE_T_SIZE);
    }

    long value() {
      return Native.SIZE_T_SIZE == Long.BYTES
          ? getPointer().getLong(0)
          : Integer.toUnsignedLong(getPointer().getInt(0));
    }
  }

  /** {@code struct guestfs_add_drive_opts_argv}. */
  @FieldOrder({
    "bitmask", "readonly", "format", "iface", "name", "label", "protocol", "server", "username", "secret", "cachemode",
    "discard", "copyonread", "blocksize"
  })
  final class DriveOptions extends Structure {
    public static final long FORMAT = 1 << 1;
    public static final long LABEL = 1 << 4;
    public static final long CACHEMODE = 1 << 9;

    public long bitmask;
    public int readonly;
    public @Nullable String format;
    public @Nullable String iface;
    public @Nullable String name;
    public @Nullable String label;
    public @Nullable String protocol;
    public @Nullable Pointer server;
    public @Nullable String username;
    public @Nullable String secret;
    public @Nullable String cachemode;
    public @Nullable String discard;
    public int copyonread;
    public int blocksize;
  }

  /** {@code struct guestfs_cryptsetup_open_argv}. */
  @FieldOrder({"bitmask", "readonly", "crypttype"})
  final class CryptsetupOptions extends Structure {
    public static final long READONLY = 1;

    public long bitmask;
    public int readonly;
    public @Nullable String crypttype;
  }

  /** {@code struct guestfs_btrfs_fsck_argv}: without {@code repair} it only looks. */
  @FieldOrder({"bitmask", "superblock", "repair"})
  final class BtrfsCheckOptions extends Structure {
    public long bitmask;
    public long superblock;
    public int repair;
  }

  /** {@code struct guestfs_xfs_repair_argv}. */
  @FieldOrder({
    "bitmask", "forcelogzero", "nomodify", "noprefetch", "forcegeometry", "maxmem", "ihashsize", "bhashsize",
    "agstride", "logdev", "rtdev"
  })
  final class XfsRepairOptions extends Structure {
    public static final long NOMODIFY = 1 << 1;

    public long bitmask;
    public int forcelogzero;
    public int nomodify;
    public int noprefetch;
    public int forcegeometry;
    public long maxmem;
    public long ihashsize;
    public long bhashsize;
    public long agstride;
    public @Nullable String logdev;
    public @Nullable String rtdev;
  }

  /**
   * The library, loaded.
   *
   * @param file its name with the version of its ABI, {@code libguestfs.so.0}: the bare name needs a development package
   * @throws GuestDisksException {@link GuestDisksException.Reason#NOT_INSTALLED} with the packages to install
   */
  static LibguestfsLibrary load(String file) {
    try {
      return Native.load(file, LibguestfsLibrary.class, Map.of(OPTION_STRING_ENCODING, "UTF-8"));
    } catch (UnsatisfiedLinkError missing) {
      throw new GuestDisksException(
          GuestDisksException.Reason.NOT_INSTALLED,
          file + " cannot be loaded. Install libguestfs with: " + RequiredPackages.LIBGUESTFS,
          missing);
    }
  }
}
