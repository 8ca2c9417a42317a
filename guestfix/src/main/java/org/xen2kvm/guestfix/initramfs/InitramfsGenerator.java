package org.xen2kvm.guestfix.initramfs;

import java.util.List;

/** The program that made an initramfs, told by files that only it puts there. */
public enum InitramfsGenerator {
  /** Debian, Ubuntu. */
  INITRAMFS_TOOLS("initramfs-tools"),
  /** RHEL 6 and later, SLES 12 and later. */
  DRACUT("dracut"),
  /** Arch. */
  MKINITCPIO("mkinitcpio"),
  /** SLES 11 and before: a chain of scripts, {@code run_all.sh}. */
  SUSE_MKINITRD("mkinitrd (SUSE)"),
  /** RHEL 5 and before: {@code init} is a script for nash, which loads a fixed list of modules. */
  NASH_MKINITRD("mkinitrd (nash)"),
  UNKNOWN("unknown");

  private final String label;

  InitramfsGenerator(String label) {
    this.label = label;
  }

  /** The name that people know. */
  public String label() {
    return label;
  }

  static InitramfsGenerator of(InitramfsListing listing) {
    if (hasAny(listing, "conf/initramfs.conf", "conf/arch.conf") && listing.has("scripts/functions")) {
      return INITRAMFS_TOOLS;
    }
    // RHEL 6 had its functions in lib/, later ones have a directory of their own.
    if (hasAny(listing, "usr/lib/dracut", "lib/dracut", "lib/dracut-lib.sh", "usr/lib/dracut-lib.sh")) {
      return DRACUT;
    }
    if (listing.has("init_functions") && hasAny(listing, "hooks", "config", "buildconfig")) {
      return MKINITCPIO;
    }
    if (listing.has("run_all.sh")) {
      return SUSE_MKINITRD;
    }
    return hasAny(listing, "bin/nash", "sbin/nash") ? NASH_MKINITRD : UNKNOWN;
  }

  private static boolean hasAny(InitramfsListing listing, String... paths) {
    return List.of(paths).stream().anyMatch(listing::has);
  }
}
