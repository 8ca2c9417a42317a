package org.xen2kvm.guestfix.libguestfs;

import org.xen2kvm.guestfix.disk.Volume;

/**
 * A disk's name that holds inside the appliance. The kernel there names disks as it finds them, on a busy host its own one first;
 * libguestfs's calls translate {@code /dev/sda1}, but a shell in the appliance sees the kernel's names. The label becomes the
 * disk's serial number, and udev makes links of it.
 *
 * @param text letters only, as libguestfs demands
 */
record DiskLabel(String text) {
  private static final int LETTERS = 26;

  /** The label of a disk, counted in letters as the kernel does. */
  static DiskLabel of(int disk) {
    StringBuilder letters = new StringBuilder();
    for (int rest = disk; rest >= 0; rest = rest / LETTERS - 1) {
      letters.insert(0, (char) ('a' + rest % LETTERS));
    }
    return new DiskLabel("disk" + letters);
  }

  /** The volume's name for a program in the appliance. Arrays, logical volumes and containers bear names of their own. */
  static String device(Volume volume) {
    return volume.disk() < 0
        ? volume.device()
        : "/dev/disk/guestfs/" + of(volume.disk()).text() + (volume.partition() == 0 ? "" : volume.partition());
  }
}
