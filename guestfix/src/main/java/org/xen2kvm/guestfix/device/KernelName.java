package org.xen2kvm.guestfix.device;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel's name of a disk or partition, taken apart.
 *
 * @param disk the disk's name: {@code xvda} of {@code xvda2}
 * @param letters which disk of its kind it is: {@code a}
 * @param number the digits behind it, {@code 2}; empty where there are none
 */
record KernelName(String disk, String letters, String number) {
  private static final Pattern NAME = Pattern.compile("((?:xvd|sd|hd|vd)([a-z]{1,3}))([0-9]{0,3})");

  /** Returns the parts of a name without {@code /dev/}; empty when it is no disk's. */
  static Optional<KernelName> of(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(new KernelName(matcher.group(1), matcher.group(2), matcher.group(3))) : Optional.empty();
  }

  /** Returns the partition's number; 0 for a whole disk. */
  int partition() {
    return number.isEmpty() ? 0 : Integer.parseInt(number);
  }
}
