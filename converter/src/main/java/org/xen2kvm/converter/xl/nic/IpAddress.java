package org.xen2kvm.converter.xl.nic;

/** Whether a text is an IP address, without asking anybody: a name is none. */
final class IpAddress {
  private static final int IPV6_GROUPS = 8;

  private IpAddress() {}

  /** Returns whether the text is an IPv4 address, or an IPv6 address without a zone or an IPv4 tail. */
  static boolean isValid(String text) {
    return text.indexOf(':') < 0 ? isIpv4(text) : isIpv6(text);
  }

  /** Returns whether the text is a length that the network's part of the address can have. */
  static boolean isPrefixOf(String address, String text) {
    return isNumber(text, 3) && Integer.parseInt(text) <= (address.indexOf(':') < 0 ? 32 : 128);
  }

  private static boolean isIpv4(String text) {
    String[] parts = text.split("\\.", -1);
    for (String part : parts) {
      if (!isNumber(part, 3) || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return parts.length == 4;
  }

  private static boolean isIpv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text) == IPV6_GROUPS;
    }
    int before = gap == 0 ? 0 : groups(text.substring(0, gap));
    int behind = gap + 2 == text.length() ? 0 : groups(text.substring(gap + 2));
    return before >= 0 && behind >= 0 && before + behind < IPV6_GROUPS;
  }

  /** Returns how many groups of up to four hexadecimal digits the text has, or -1 when it is anything else. */
  private static int groups(String text) {
    String[] groups = text.split(":", -1);
    for (String group : groups) {
      boolean hex = !group.isEmpty() && group.length() <= 4
          && group.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0);
      if (!hex) {
        return -1;
      }
    }
    return groups.length;
  }

  private static boolean isNumber(String text, int longest) {
    return !text.isEmpty() && text.length() <= longest && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
