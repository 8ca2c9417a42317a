package org.xen2kvm.guestfix.inspect.mount;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.guestfix.disk.GuestDisks;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.disk.GuestDisksException.Reason;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fs.GuestFilesystemException;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.InspectionFindings;

/**
 * Finds the volume that holds a guest's root, by mounting what may hold one and looking for /etc, and leaves the root mounted. Of
 * several the one on the boot disk is taken, and among those the one that its own fstab names: a snapshot's fstab names the
 * original.
 */
public final class RootFinder {
  private static final Set<String> MAY_HOLD_A_ROOT =
      Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "reiserfs", "jfs", "f2fs", "ntfs", "ufs");

  /** Each costs some 20 ms; a guest with more is somebody's experiment. */
  private static final int MOST_VOLUMES = 64;

  private static final int MOST_SUBVOLUMES = 12;

  /** Where distributions keep the root in btrfs when it is not the default subvolume: Ubuntu, Fedora, Debian, SUSE. */
  private static final List<String> ROOT_SUBVOLUMES = List.of("@", "root", "@rootfs", "rootfs", "@/.snapshots/1/snapshot");

  private final GuestDisks disks;
  private final VolumeNames names;
  private final int bootDisk;
  private final InspectionFindings findings;
  private final List<String> unmountable = new ArrayList<>();
  private @Nullable GuestRoot mounted;

  /** Looks for roots on these disks; {@code bootDisk} is the index of the disk that the guest boots from. */
  public RootFinder(GuestDisks disks, VolumeNames names, int bootDisk, InspectionFindings findings) {
    this.disks = disks;
    this.names = names;
    this.bootDisk = bootDisk;
    this.findings = findings;
  }

  /** Returns the root, which is mounted then; empty when there is none, and then the findings say so. */
  public Optional<GuestRoot> find() {
    List<GuestRoot> roots = new ArrayList<>();
    candidates().forEach(volume -> roots.addAll(rootsOn(volume)));
    Optional<GuestRoot> chosen = roots.stream().min(
        Comparator.comparing((GuestRoot root) -> !mayBeOnBootDisk(root.volume()))
            .thenComparing(root -> !root.namesItself(names)));
    chosen.ifPresentOrElse(root -> take(root, roots), this::sayThatThereIsNone);
    return chosen;
  }

  private List<Volume> candidates() {
    Set<String> known = new HashSet<>();
    return names.volumes().stream().filter(volume -> MAY_HOLD_A_ROOT.contains(volume.type()))
        // One btrfs may lie on several volumes, each of which mounts it.
        .filter(volume -> !volume.type().equals("btrfs") || volume.uuid().isEmpty() || known.add(volume.uuid()))
        .sorted(Comparator.comparing(volume -> !mayBeOnBootDisk(volume))).limit(MOST_VOLUMES).toList();
  }

  private boolean mayBeOnBootDisk(Volume volume) {
    return volume.disk() == bootDisk || volume.disk() < 0;
  }

  private void take(GuestRoot root, List<GuestRoot> all) {
    if (all.size() > 1) {
      findings.warn("", "several systems were found: "
              + all.stream().map(each -> each.describe(names)).collect(Collectors.joining(", "))
              + "; looked into is " + root.describe(names),
          "Detach the disks of the others, or leave them as they are: they are not fixed.");
    }
    if (!root.equals(mounted)) {
      mount(root.volume(), root.subvolume());
      mounted = root;
    }
  }

  private List<GuestRoot> rootsOn(Volume volume) {
    Optional<GuestRoot> root = rootIn(volume, "");
    if (root.isPresent() || !volume.type().equals("btrfs") || unmountable.contains(volume.device())) {
      return root.stream().toList();
    }
    return subvolumes(volume).stream().flatMap(subvolume -> rootIn(volume, subvolume).stream()).limit(1).toList();
  }

  private List<String> subvolumes(Volume btrfs) {
    List<String> all = disks.subvolumes(btrfs);
    List<String> likely = new ArrayList<>(ROOT_SUBVOLUMES);
    likely.retainAll(all);
    // Any other name; but snapshots of a root look like roots.
    all.stream().filter(name -> !likely.contains(name) && !name.contains("snapshot")).limit(MOST_SUBVOLUMES).forEach(likely::add);
    return likely;
  }

  private Optional<GuestRoot> rootIn(Volume volume, String subvolume) {
    try {
      mount(volume, subvolume);
    } catch (GuestDisksException e) {
      if (e.reason() != Reason.MOUNT_FAILED) {
        throw e;
      }
      unmountable.add(volume.device());
      noteUnmountable(volume, e.getMessage());
      return Optional.empty();
    }
    try {
      Optional<GuestRoot> root = GuestRoot.of(volume, subvolume, disks.files());
      mounted = root.orElse(null);
      return root;
    } catch (GuestFilesystemException e) {
      noteUnmountable(volume, e.getMessage());
      return Optional.empty();
    }
  }

  private void noteUnmountable(Volume volume, @Nullable String said) {
    findings.warn(names.guestName(volume), "the " + volume.type() + " filesystem cannot be read: " + said,
        "Start the guest under Xen, let it repair the filesystem (fsck, xfs_repair), and shut it down cleanly.");
  }

  private void mount(Volume volume, String subvolume) {
    disks.unmountAll();
    mounted = null;
    disks.mount(volume, GuestPath.ROOT, subvolume);
  }

  private void sayThatThereIsNone() {
    disks.unmountAll();
    List<String> locked = names.volumes().stream().filter(Volume::isLuks).map(names::guestName).toList();
    String seen = names.volumes().stream().map(volume -> names.guestName(volume) + " "
        + (volume.type().isEmpty() ? "of unknown content" : volume.type())).collect(Collectors.joining(", "));
    if (!unmountable.isEmpty()) {
      findings.refuse("", "no operating system can be looked into, because a filesystem cannot be mounted",
          "Start the guest under Xen, let it repair its filesystems, and shut it down cleanly.");
    } else if (!locked.isEmpty() && anyLeftLocked()) {
      findings.refuse(String.join(", ", locked), "no operating system was found outside of encrypted volumes",
          "Give their key with --key-file or --key-command.");
    } else {
      findings.refuse("", "unknown system: no root filesystem was found; there are " + (seen.isEmpty() ? "no volumes" : seen),
          "Check that all disks of the guest were given, in the order of its definition.");
    }
  }

  private boolean anyLeftLocked() {
    long opened = names.volumes().stream().filter(volume -> volume.kind() == Volume.Kind.LUKS_CONTENT).count();
    return names.volumes().stream().filter(Volume::isLuks).count() > opened;
  }
}
