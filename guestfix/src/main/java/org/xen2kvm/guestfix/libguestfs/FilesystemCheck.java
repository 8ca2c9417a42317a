package org.xen2kvm.guestfix.libguestfs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.libguestfs.nativecall.GuestfsFailure;
import org.xen2kvm.guestfix.libguestfs.nativecall.GuestfsHandle;
import org.xen2kvm.guestfix.libguestfs.nativecall.LibguestfsLibrary;
import org.xen2kvm.guestfix.libguestfs.nativecall.LibguestfsLibrary.BtrfsCheckOptions;
import org.xen2kvm.guestfix.libguestfs.nativecall.LibguestfsLibrary.XfsRepairOptions;

/**
 * What the checkers of filesystems find without changing anything.
 *
 * <p>{@code guestfs_e2fsck} cannot only look (it repairs, or asks at a terminal that is not there), nor can {@code guestfs_fsck}.
 * So the appliance's shell runs {@code e2fsck -fn} and {@code fsck.vfat -n} on the device; all its words are ours, and it is the
 * appliance's shell, not the host's.
 */
final class FilesystemCheck {
  private static final Pattern DEVICE = Pattern.compile("/dev/[A-Za-z0-9_./+-]+");
  private static final Pattern STATUS = Pattern.compile("\\n?status=([0-9]+)\\s*\\z");

  private final GuestfsHandle handle;
  private final LibguestfsLibrary library;

  FilesystemCheck(GuestfsHandle handle) {
    this.handle = handle;
    this.library = handle.library();
  }

  /** What is wrong with the volume's filesystem; empty when nothing is, or when nothing here can check it. */
  Optional<String> problems(Volume volume) {
    return switch (volume.type()) {
      case "ext2", "ext3", "ext4" -> run("e2fsck -fn", DiskLabel.device(volume));
      case "vfat" -> run("fsck.vfat -n", DiskLabel.device(volume));
      case "xfs" -> xfs(volume.device());
      case "btrfs" -> btrfs(volume.device());
      default -> Optional.empty();
    };
  }

  private Optional<String> run(String checker, String device) {
    if (!DEVICE.matcher(device).matches()) {
      throw new IllegalArgumentException("not a device: " + device);
    }
    String output = handle.text(g -> library.guestfs_debug(
        g, "sh", new String[] {checker + " " + device + " 2>&1; echo status=$?"}));
    return problems(output);
  }

  /** What a checker's answer means. 127 is the shell's: there is no such checker. */
  static Optional<String> problems(String output) {
    Matcher end = STATUS.matcher(output);
    if (!end.find()) {
      return Optional.of(output.strip() + "\n(ended without an exit status)");
    }
    return switch (end.group(1)) {
      case "0", "127" -> Optional.empty();
      default -> Optional.of(output.substring(0, end.start()).strip());
    };
  }

  /** Exit status 1 means damage; a log that must be replayed makes it fail, so the volume must have been unmounted in order. */
  private Optional<String> xfs(String device) {
    XfsRepairOptions options = new XfsRepairOptions();
    options.bitmask = XfsRepairOptions.NOMODIFY;
    options.nomodify = 1;
    try {
      int status = handle.number(g -> library.guestfs_xfs_repair_argv(g, device, options));
      return status == 0 ? Optional.empty() : Optional.of("xfs_repair -n ended with status " + status);
    } catch (GuestfsFailure failure) {
      return Optional.of(failure.said());
    }
  }

  private Optional<String> btrfs(String device) {
    try {
      handle.number(g -> library.guestfs_btrfs_fsck_argv(g, device, new BtrfsCheckOptions()));
      return Optional.empty();
    } catch (GuestfsFailure failure) {
      return Optional.of(failure.said());
    }
  }
}
