package org.xen2kvm.guestfix.inspect.mount;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fs.GuestFilesystemReader;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.GuestSystem.Family;
import org.xen2kvm.guestfix.inspect.LenientReader;

/**
 * A volume that holds the root of an operating system.
 *
 * @param volume the volume
 * @param subvolume the btrfs subvolume; empty for the default one or another filesystem
 * @param family the kind of system
 * @param fstab a Linux system's fstab; empty when it has none
 * @param crypttab its crypttab; empty when it has none
 */
public record GuestRoot(Volume volume, String subvolume, Family family, String fstab, String crypttab) {
  private static final List<String> SAY_WHICH_SYSTEM = List.of(
      "os-release", "fstab", "inittab", "debian_version", "redhat-release", "SuSE-release", "lsb-release", "centos-release");

  /** Returns what a filesystem, mounted at /, is the root of; empty when it is none. */
  static Optional<GuestRoot> of(Volume volume, String subvolume, GuestFilesystemReader files) {
    LenientReader guest = new LenientReader(files);
    List<String> top = guest.list(GuestPath.ROOT);
    if (volume.type().startsWith("ntfs") || volume.type().equals("vfat")) {
      return isWindows(guest, top) ? Optional.of(new GuestRoot(volume, subvolume, Family.WINDOWS, "", "")) : Optional.empty();
    }
    boolean programs = top.contains("bin") || top.contains("sbin") || top.contains("usr");
    if (!programs || !top.contains("etc")) {
      return Optional.empty();
    }
    if (guest.list("/bin").contains("freebsd-version")
        || (guest.list("/etc").contains("rc.conf") && top.contains("rescue"))) {
      return Optional.of(new GuestRoot(volume, subvolume, Family.OTHER, "", ""));
    }
    List<String> etc = guest.list("/etc");
    return SAY_WHICH_SYSTEM.stream().anyMatch(etc::contains)
        ? Optional.of(new GuestRoot(volume, subvolume, Family.LINUX,
            guest.text("/etc/fstab").orElse(""), guest.text("/etc/crypttab").orElse("")))
        : Optional.empty();
  }

  private static boolean isWindows(LenientReader guest, List<String> top) {
    return named(top, "windows").or(() -> named(top, "winnt"))
        .flatMap(windows -> named(guest.list("/" + windows), "system32")).isPresent();
  }

  private static Optional<String> named(List<String> names, String lowerCase) {
    return names.stream().filter(name -> name.toLowerCase(Locale.ROOT).equals(lowerCase)).findFirst();
  }

  /** Returns whether its fstab says that the root is this volume; a snapshot's fstab names the volume it was taken of. */
  boolean namesItself(VolumeNames names) {
    return FstabEntry.parse(fstab).stream().filter(entry -> entry.mountPoint().equals("/"))
        .anyMatch(entry -> names.withCrypttab(crypttab).find(entry.device()).filter(volume::equals).isPresent());
  }

  /** Returns what it is, for a person: {@code Linux on /dev/xvda1}. */
  public String describe(VolumeNames names) {
    String system = switch (family) {
      case LINUX -> "Linux";
      case WINDOWS -> "Windows";
      case OTHER -> "a BSD";
      case UNKNOWN -> "an unknown system";
    };
    return system + " on " + names.guestName(volume) + (subvolume.isEmpty() ? "" : " (" + subvolume + ")");
  }
}
