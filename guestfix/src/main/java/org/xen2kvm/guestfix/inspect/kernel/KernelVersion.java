package org.xen2kvm.guestfix.inspect.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Orders kernel releases as people and packages do: {@code 5.14.0-70} is older than {@code 5.14.0-362}. */
final class KernelVersion {
  /** The newest last. */
  static final Comparator<String> ORDER = KernelVersion::compare;

  private static final int LONGEST = 200;

  private KernelVersion() {}

  private static int compare(String one, String other) {
    List<String> ones = parts(one);
    List<String> others = parts(other);
    for (int i = 0; i < Math.min(ones.size(), others.size()); i++) {
      int order = compareParts(ones.get(i), others.get(i));
      if (order != 0) {
        return order;
      }
    }
    int order = Integer.compare(ones.size(), others.size());
    if (order == 0) {
      return one.compareTo(other);
    }
    // 5.14.0-rc1 comes before 5.14.0.
    List<String> longer = order > 0 ? ones : others;
    boolean candidate = longer.get(Math.min(ones.size(), others.size())).startsWith("rc");
    return candidate ? -order : order;
  }

  private static int compareParts(String one, String other) {
    boolean number = isDigit(one.charAt(0));
    if (number != isDigit(other.charAt(0))) {
      return number ? 1 : -1;
    }
    if (!number) {
      return one.compareTo(other);
    }
    String plain = withoutZeros(one);
    String otherPlain = withoutZeros(other);
    int order = Integer.compare(plain.length(), otherPlain.length());
    return order != 0 ? order : plain.compareTo(otherPlain);
  }

  private static String withoutZeros(String number) {
    int start = 0;
    while (start < number.length() - 1 && number.charAt(start) == '0') {
      start++;
    }
    return number.substring(start);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Runs of digits and runs of letters; all else divides. */
  private static List<String> parts(String version) {
    List<String> parts = new ArrayList<>();
    int length = Math.min(version.length(), LONGEST);
    int at = 0;
    while (at < length) {
      int start = at;
      if (!Character.isLetterOrDigit(version.charAt(at))) {
        at++;
        continue;
      }
      boolean number = isDigit(version.charAt(at));
      while (at < length && Character.isLetterOrDigit(version.charAt(at)) && isDigit(version.charAt(at)) == number) {
        at++;
      }
      parts.add(version.substring(start, at));
    }
    return parts;
  }
}
