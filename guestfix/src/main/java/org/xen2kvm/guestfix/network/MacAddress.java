package org.xen2kvm.guestfix.network;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the address of an Ethernet interface in any spelling that a configuration uses. */
public final class MacAddress {
  private static final Pattern SPELLING = Pattern.compile(
      "[0-9a-f]{1,2}(?::[0-9a-f]{1,2}){5}|[0-9a-f]{1,2}(?:-[0-9a-f]{1,2}){5}|[0-9a-f]{4}(?:\\.[0-9a-f]{4}){2}");

  private MacAddress() {}

  /** Returns the address in lower case with colons; empty when the text is none, or one that no interface has. */
  public static Optional<String> of(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    if (lower.length() > 17 || !SPELLING.matcher(lower).matches()) {
      return Optional.empty();
    }
    StringBuilder mac = new StringBuilder();
    if (lower.indexOf('.') >= 0) {
      String digits = lower.replace(".", "");
      for (int i = 0; i < 12; i += 2) {
        mac.append(i == 0 ? "" : ":").append(digits, i, i + 2);
      }
    } else {
      for (String part : lower.split("[:-]")) {
        mac.append(mac.length() == 0 ? "" : ":").append(part.length() == 1 ? "0" : "").append(part);
      }
    }
    boolean group = (Integer.parseInt(mac.substring(0, 2), 16) & 1) == 1;
    return group || mac.toString().equals("00:00:00:00:00:00") ? Optional.empty() : Optional.of(mac.toString());
  }
}
