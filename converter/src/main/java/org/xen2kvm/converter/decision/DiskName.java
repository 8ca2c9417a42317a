package org.xen2kvm.converter.decision;

import java.util.Locale;
import java.util.Optional;

/**
 * A disk's target under Xen, taken apart: {@code xvdaa3} is prefix {@code xvd}, index 26, partition 3. Immutable.
 *
 * @param prefix {@code xvd}, {@code hd}, {@code sd}, {@code vd}, {@code fd} or {@code ubd}: those that libvirt's
 *     grammar allows in {@code target/@dev}
 * @param index 0 for a, 25 for z, 26 for aa
 * @param partition 0 for a whole disk
 */
public record DiskName(String prefix, int index, int partition) {
  /** What libvirt's grammar allows in front of the letters; none of them begins another. */
  private static final String[] PREFIXES = {"xvd", "hd", "sd", "vd", "fd", "ubd"};

  /**
   * Three letters reach xvdzzz, far more disks than a PCI machine has slots for; what is longer is taken for no name.
   */
  private static final int MOST_LETTERS = 3;

  private static final int MOST_DIGITS = 3;

  /** Returns the name without what Xen tools put around it: {@code ioemu:hda}, {@code /dev/xvda}, {@code hdc:cdrom}. */
  public static String clean(String target) {
    String name = target.strip();
    if (name.startsWith("ioemu:")) {
      name = name.substring("ioemu:".length());
    }
    if (name.startsWith("/dev/")) {
      name = name.substring("/dev/".length());
    }
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  /** Returns the parts of a target, or empty when it is no disk name. */
  public static Optional<DiskName> parse(String target) {
    String name = clean(target).toLowerCase(Locale.ROOT);
    // Not a regular expression: each conversion reads dozens of these names.
    for (String prefix : PREFIXES) {
      if (name.startsWith(prefix)) {
        int letters = behind(name, prefix.length(), 'a', 'z');
        int digits = behind(name, letters, '0', '9');
        boolean whole = digits == name.length()
            && letters > prefix.length() && letters - prefix.length() <= MOST_LETTERS
            && digits - letters <= MOST_DIGITS;
        int partition = whole && digits > letters ? Integer.parseInt(name.substring(letters)) : 0;
        return whole
            ? Optional.of(new DiskName(prefix, index(name.substring(prefix.length(), letters)), partition))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Returns the index behind the characters of a range that begin at another one. */
  private static int behind(String text, int from, char first, char last) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= first && text.charAt(at) <= last) {
      at++;
    }
    return at;
  }

  public boolean isPartition() {
    return partition > 0;
  }

  /** Returns the name of the whole disk with that prefix and index: {@code ("vd", 26)} is {@code vdaa}. */
  public static String of(String prefix, int index) {
    StringBuilder letters = new StringBuilder();
    for (int rest = index; rest >= 0; rest = rest / 26 - 1) {
      letters.insert(0, (char) ('a' + rest % 26));
    }
    return prefix + letters;
  }

  /** Returns the prefix that libvirt gives the targets of a bus under KVM; SATA, SCSI and USB share {@code sd}. */
  public static String prefixOn(String bus) {
    return switch (bus) {
      case "virtio" -> "vd";
      case "ide" -> "hd";
      case "fdc" -> "fd";
      default -> "sd";
    };
  }

  private static int index(String letters) {
    int index = 0;
    for (int i = 0; i < letters.length(); i++) {
      index = index * 26 + letters.charAt(i) - 'a' + 1;
    }
    return index - 1;
  }
}
