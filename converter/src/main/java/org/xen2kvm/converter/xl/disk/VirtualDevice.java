package org.xen2kvm.converter.xl.disk;

import java.util.Optional;
import org.xen2kvm.converter.decision.DiskName;

/**
 * The device that a guest sees, by its name: what a vdev says in one of Xen's three notations (Xen, xen-vbd-interface(7); tools
 * libxl_device.c): {@code xvda1}, {@code d0p1}, or the number of a Linux device.
 *
 * @param name {@code xvda1}
 * @param decoded whether the specification has it in another notation
 */
record VirtualDevice(String name, boolean decoded) {
  /** Bit 28 marks a disk number that has no room in Linux' old scheme: {@code 1<<28 | disk<<8 | partition}. */
  private static final int EXTENDED = 1 << 28;

  private static final int XVD_MAJOR = 202;
  private static final int SD_MAJOR = 8;
  private static final int FIRST_IDE_MAJOR = 3;
  private static final int SECOND_IDE_MAJOR = 22;

  /** Returns the device that a vdev means, or empty when Xen has none such. */
  static Optional<VirtualDevice> of(String vdev) {
    String plain = DiskName.clean(vdev);
    Optional<DiskName> name = DiskName.parse(plain);
    if (name.isPresent()) {
      return Optional.of(new VirtualDevice(text(name.get()), false));
    }
    Optional<DiskName> decoded = plain.startsWith("d") ? diskAndPartition(plain) : number(plain).flatMap(VirtualDevice::decode);
    return decoded.map(VirtualDevice::text).filter(text -> DiskName.parse(text).isPresent())
        .map(text -> new VirtualDevice(text, true));
  }

  private static String text(DiskName name) {
    return DiskName.of(name.prefix(), name.index()) + (name.isPartition() ? Integer.toString(name.partition()) : "");
  }

  /** {@code d0p1}: disk 0, partition 1; partition 0 is the whole disk. */
  private static Optional<DiskName> diskAndPartition(String text) {
    int p = text.indexOf('p');
    if (p < 0) {
      return Optional.empty();
    }
    Optional<Integer> disk = number(text.substring(1, p));
    Optional<Integer> partition = number(text.substring(p + 1));
    return disk.isPresent() && partition.isPresent() && partition.get() <= 255
        ? Optional.of(new DiskName("xvd", disk.get(), partition.get()))
        : Optional.empty();
  }

  private static Optional<DiskName> decode(int number) {
    int major = number >> 8;
    int minor = number & 0xff;
    if ((number & EXTENDED) != 0) {
      return Optional.of(new DiskName("xvd", (number & ~EXTENDED) >> 8, minor));
    }
    return switch (major) {
      // NetBSD and Solaris hosts number their disks; a guest only sees the order.
      case 0 -> Optional.of(new DiskName("xvd", minor, 0));
      case FIRST_IDE_MAJOR -> Optional.of(new DiskName("hd", minor >> 6, minor & 0x3f)).filter(name -> name.index() < 2);
      case SECOND_IDE_MAJOR -> Optional.of(new DiskName("hd", 2 + (minor >> 6), minor & 0x3f)).filter(name -> name.index() < 4);
      case SD_MAJOR -> Optional.of(new DiskName("sd", minor >> 4, minor & 0xf));
      case XVD_MAJOR -> Optional.of(new DiskName("xvd", minor >> 4, minor & 0xf));
      default -> Optional.empty();
    };
  }

  /** Reads a number as C does: 0x is hexadecimal, 0 octal. */
  private static Optional<Integer> number(String text) {
    boolean hex = text.startsWith("0x") || text.startsWith("0X");
    boolean octal = !hex && text.length() > 1 && text.startsWith("0");
    String digits = hex ? text.substring(2) : text;
    // Not Integer.parseInt alone: it takes a sign.
    boolean plain = !digits.isEmpty() && digits.length() <= 11
        && digits.chars().allMatch(c -> c < 128 && Character.digit(c, hex ? 16 : octal ? 8 : 10) >= 0);
    if (!plain) {
      return Optional.empty();
    }
    long value = Long.parseLong(digits, hex ? 16 : octal ? 8 : 10);
    return value <= Integer.MAX_VALUE ? Optional.of((int) value) : Optional.empty();
  }
}
