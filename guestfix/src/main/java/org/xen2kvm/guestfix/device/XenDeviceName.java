package org.xen2kvm.guestfix.device;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the disk's name, {@code xvda2}, in any of the ways in which a guest under Xen spells it: the kernel's name, or a link of
 * udev's that is made of what only Xen's devices have.
 */
public final class XenDeviceName {
  private static final String DEVICES = "/dev/";

  /**
   * {@code xen-vbd-51712-part2}, the disk's number in xenstore; an image that Xen presents as a partition has a number of its
   * own.
   */
  private static final Pattern BY_PATH_XEN =
      Pattern.compile("/dev/disk/by-path/xen-vbd-([0-9]{1,9})(?:-part([0-9]{1,3}))?");

  /** The IDE controller that QEMU has under Xen, in the spellings of SLES 10, of udev before and since libata. */
  private static final Pattern BY_PATH_IDE = Pattern.compile(
      "/dev/disk/by-path/pci-0000:00:01\\.1-(?:ide-([01]):([01])|scsi-([01]):0:([01]):0|ata-([12])(?:\\.([01]))?)"
          + "(?:-part([0-9]{1,3}))?");

  /** QEMU numbers the places of its IDE controller from 1: QM00001 is hda, whether hda is there or not. */
  private static final Pattern BY_ID_IDE =
      Pattern.compile("/dev/disk/by-id/(?:ata-|scsi-(?:SATA|[01]ATA)_)QEMU_HARDDISK_QM0000([1-4])(?:-part([0-9]{1,3}))?");

  private XenDeviceName() {}

  /** Returns the name of the disk or partition, {@code xvda2}; empty when it is spelt in another way, or not a disk. */
  public static Optional<String> of(String device) {
    Optional<String> kernel = Optional.of(device).filter(name -> name.startsWith(DEVICES))
        .map(name -> name.substring(DEVICES.length())).filter(name -> KernelName.of(name).isPresent());
    if (kernel.isPresent()) {
      return kernel;
    }
    Matcher xen = BY_PATH_XEN.matcher(device);
    if (xen.matches()) {
      return byNumber(Integer.parseInt(xen.group(1)), number(xen.group(2)));
    }
    Matcher path = BY_PATH_IDE.matcher(device);
    if (path.matches()) {
      return Optional.of("hd" + letters(placeOf(path)) + suffix(number(path.group(7))));
    }
    Matcher id = BY_ID_IDE.matcher(device);
    return id.matches()
        ? Optional.of("hd" + letters(Integer.parseInt(id.group(1)) - 1) + suffix(number(id.group(2)))) : Optional.empty();
  }

  /** Returns the name in xenstore's numbers: 51712 and on for xvd, 2048 for sd, 768 and 5632 for hd, from 2^28 for many disks. */
  private static Optional<String> byNumber(int vbd, int udevPartition) {
    int major = vbd >> 8;
    int minor = vbd & 0xff;
    boolean many = vbd >= 1 << 28;
    boolean ide = major == 3 || major == 22;
    if (!many && !ide && major != 8 && major != 202) {
      return Optional.empty();
    }
    int bits = many ? 8 : ide ? 6 : 4;
    int disk = many ? (vbd & ((1 << 28) - 1)) >> 8 : (minor >> bits) + (major == 22 ? 2 : 0);
    int partition = udevPartition == 0 ? minor & ((1 << bits) - 1) : udevPartition;
    String kind = ide ? "hd" : major == 8 ? "sd" : "xvd";
    return disk < 26 * 27 ? Optional.of(kind + letters(disk) + suffix(partition)) : Optional.empty();
  }

  private static int placeOf(Matcher path) {
    if (path.group(1) != null) {
      return 2 * number(path.group(1)) + number(path.group(2));
    }
    if (path.group(3) != null) {
      return 2 * number(path.group(3)) + number(path.group(4));
    }
    return 2 * (number(path.group(5)) - 1) + number(path.group(6));
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static String suffix(int partition) {
    return partition == 0 ? "" : Integer.toString(partition);
  }

  private static String letters(int disk) {
    String last = String.valueOf((char) ('a' + disk % 26));
    return disk < 26 ? last : (char) ('a' + disk / 26 - 1) + last;
  }
}
