package org.xen2kvm.cli.secret;

import org.jspecify.annotations.Nullable;

/**
 * The password in a URL, {@code http://user:…@host/}, in one of QEMU's for iSCSI, {@code iscsi://user%…@host/}, and in dracut's
 * {@code iscsi:user:…@host}. Stateless.
 */
final class UrlSecret {
  private static final String ISCSI = "iscsi";

  /** What ends the part of a URL that names user and host. */
  private static final String ENDS = "/?#'\"<> \t\r\n";

  private UrlSecret() {}

  /** Returns the password behind the colon that ends a scheme; null when there is none. */
  static @Nullable SecretSpan behind(String text, int colon) {
    boolean slashes = text.startsWith("//", colon + 1);
    boolean iscsi = text.regionMatches(true, colon - ISCSI.length(), ISCSI, 0, ISCSI.length());
    if (!slashes && !iscsi) {
      return null;
    }
    int from = slashes ? colon + 3 : colon + 1;
    int separator = -1;
    int host = -1;
    for (int i = from; i < text.length() && ENDS.indexOf(text.charAt(i)) < 0; i++) {
      char c = text.charAt(i);
      if (!slashes && (c == '=' || c == ',')) {
        break;
      } else if (c == '@') {
        host = i;
      } else if (separator < 0 && (c == ':' || c == '%' && iscsi)) {
        separator = i;
      }
    }
    return separator < 0 || host <= separator + 1 ? null : new SecretSpan(separator + 1, host);
  }
}
