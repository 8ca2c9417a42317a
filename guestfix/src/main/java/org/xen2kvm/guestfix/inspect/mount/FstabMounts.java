package org.xen2kvm.guestfix.inspect.mount;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xen2kvm.guestfix.disk.GuestDisks;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.disk.GuestDisksException.Reason;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.InspectionFindings;
import org.xen2kvm.guestfix.inspect.Mount;

/**
 * Mounts on a guest's root what its fstab mounts there, as far as it holds parts of the system that fixing reads or writes:
 * /boot, the ESP, /usr, /var and the like. The guest's data stays out of reach.
 */
public final class FstabMounts {
  private static final GuestPath BOOT = GuestPath.of("/boot");
  private static final GuestPath ESP = GuestPath.of("/efi");

  /** /tmp and /var/tmp: an initramfs is rebuilt there. */
  private static final List<GuestPath> SYSTEM = List.of(
      BOOT, ESP, GuestPath.of("/usr"), GuestPath.of("/opt"), GuestPath.of("/tmp"),
      GuestPath.of("/var/lib"), GuestPath.of("/var/tmp"));

  private static final GuestPath VAR = GuestPath.of("/var");
  private static final GuestPath ETC = GuestPath.of("/etc");
  private static final int MOST_MOUNTS = 32;

  private static final Set<String> NOT_ON_DISK = Set.of(
      "swap", "tmpfs", "proc", "sysfs", "devpts", "devtmpfs", "usbfs", "debugfs", "securityfs", "hugetlbfs", "overlay", "none",
      "nfs", "nfs4", "cifs", "smbfs", "smb3", "ceph", "glusterfs", "9p", "virtiofs", "iso9660", "udf", "autofs", "fuse", "xenfs");

  private final GuestDisks disks;
  private final VolumeNames names;
  private final InspectionFindings findings;

  public FstabMounts(GuestDisks disks, VolumeNames names, InspectionFindings findings) {
    this.disks = disks;
    this.names = names;
    this.findings = findings;
  }

  /** A line of the fstab that is to be mounted, and where. */
  private record Wanted(FstabEntry entry, GuestPath at) {}

  /** Mounts the rest on the root, which is mounted already, and returns all mounts, the root first. */
  public List<Mount> mountOn(GuestRoot root) {
    List<Mount> mounts = new ArrayList<>();
    mounts.add(new Mount(root.volume(), GuestPath.ROOT, root.subvolume()));
    VolumeNames guestNames = names.withCrypttab(root.crypttab());
    for (Wanted wanted : wanted(root)) {
      Optional<Volume> volume = guestNames.find(wanted.entry.device());
      if (volume.isEmpty()) {
        sayMissing(wanted);
      } else if (mount(wanted, volume.get())) {
        mounts.add(new Mount(volume.get(), wanted.at, wanted.entry.subvolume()));
      }
    }
    return mounts;
  }

  private static List<Wanted> wanted(GuestRoot root) {
    List<Wanted> wanted = new ArrayList<>();
    for (FstabEntry entry : FstabEntry.parse(root.fstab())) {
      Optional<GuestPath> at = place(entry.mountPoint());
      if (at.isPresent() && isSystem(at.get()) && isOnDisk(entry) && isMounted(entry, at.get())) {
        // As mount does: of two lines for one place the later one lies on top.
        wanted.removeIf(other -> other.at.equals(at.get()));
        wanted.add(new Wanted(entry, at.get()));
      }
    }
    return wanted.stream().sorted(Comparator.comparing(each -> each.at.names().size())).limit(MOST_MOUNTS).toList();
  }

  private static boolean isOnDisk(FstabEntry entry) {
    return !NOT_ON_DISK.contains(entry.type()) && !entry.type().startsWith("fuse.")
        && !entry.options().contains("bind") && !entry.options().contains("rbind");
  }

  /** Kernels and boot loaders are behind {@code noauto} where somebody keeps /boot or the ESP unmounted between updates. */
  private static boolean isMounted(FstabEntry entry, GuestPath at) {
    boolean asked = !entry.options().contains("noauto") || at.startsWith(BOOT) || at.startsWith(ESP);
    // A subvolume that only its number names cannot be asked for; the default one in its place would be another.
    return asked && (entry.option("subvolid").isEmpty() || !entry.subvolume().isEmpty());
  }

  private static Optional<GuestPath> place(String mountPoint) {
    try {
      return mountPoint.startsWith("/") ? Optional.of(GuestPath.of(mountPoint)) : Optional.empty();
    } catch (IllegalArgumentException leadsAboveTheRoot) {
      return Optional.empty();
    }
  }

  private static boolean isSystem(GuestPath at) {
    return at.equals(VAR) || at.startsWith(ETC) || SYSTEM.stream().anyMatch(at::startsWith);
  }

  private void sayMissing(Wanted wanted) {
    String where = "/etc/fstab:" + wanted.entry.line();
    String message = wanted.entry.device() + ", mounted at " + wanted.at + ", is on none of the disks given";
    if (wanted.entry.isOptional()) {
      findings.note(where, message);
    } else {
      findings.warn(where, message, "Give all disks of the guest, or the key of an encrypted one.");
    }
  }

  private boolean mount(Wanted wanted, Volume volume) {
    try {
      disks.mount(volume, wanted.at, wanted.entry.subvolume());
      return true;
    } catch (GuestDisksException e) {
      if (e.reason() != Reason.MOUNT_FAILED) {
        throw e;
      }
      String where = "/etc/fstab:" + wanted.entry.line();
      String message = wanted.entry.device() + " cannot be mounted at " + wanted.at + ": " + e.getMessage();
      if (wanted.entry.isOptional()) {
        findings.note(where, message);
      } else {
        findings.refuse(where, message,
            "Start the guest under Xen, see that it mounts all its filesystems cleanly, and shut it down.");
      }
      return false;
    }
  }
}
