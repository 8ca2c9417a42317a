package org.xen2kvm.guestfix.fix.mount;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Makes of a path the name that systemd wants for its unit: {@code /dev/vda2} is {@code dev-vda2}. */
final class SystemdUnitName {
  private SystemdUnitName() {}

  /** Returns the path as {@code systemd-escape --path} writes it. */
  static String ofPath(String path) {
    String inner = path.replaceAll("^/+|/+$", "");
    StringBuilder name = new StringBuilder();
    for (byte b : inner.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':'
          || (c == '.' && !name.isEmpty());
      if (c == '/') {
        name.append('-');
      } else if (plain) {
        name.append(c);
      } else {
        name.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
      }
    }
    return name.isEmpty() ? "-" : name.toString();
  }
}
