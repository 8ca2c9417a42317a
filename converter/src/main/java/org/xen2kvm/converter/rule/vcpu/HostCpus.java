package org.xen2kvm.converter.rule.vcpu;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lists of CPUs or NUMA nodes such as {@code 0-3,^2,8}. */
final class HostCpus {
  private static final Pattern PART = Pattern.compile("([0-9]{1,6})(?:\\s*-\\s*([0-9]{1,6}))?");

  private HostCpus() {}

  /** Returns the highest number in the list, -1 when it has none; parts that cannot be read do not count. */
  static int highest(String list) {
    int highest = -1;
    for (String part : list.split(",", -1)) {
      Matcher matcher = PART.matcher(part.strip());
      if (matcher.matches()) {
        String last = matcher.group(2) == null ? matcher.group(1) : matcher.group(2);
        highest = Math.max(highest, Integer.parseInt(last));
      }
    }
    return highest;
  }
}
