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
    boolean slashes = text.startsWith("/", colon + 1); // one is left where the URL was taken for a path
    boolean iscsi = text.regionMatches(true, colon - ISCSI.length(), ISCSI, 0, ISCSI.length());
    if (!slashes && !iscsi) {
      return null;
    }
    return slashes ? within(text, text.startsWith("//", colon + 1) ? colon + 3 : colon + 2, true, iscsi) : within(text, colon + 1, false, true);
  }

  /** Returns the password behind two slashes without a scheme, as messages quote it; null when there is none. */
  static @Nullable SecretSpan behindSlashes(String text, int first) {
    boolean begins = first == 0 || " '\"=,(".indexOf(text.charAt(first - 1)) >= 0;
    return begins && text.startsWith("//", first) ? within(text, first + 2, true, true) : null;
  }

  /**
   * Returns the password between user and host.
   *
   * @param any whether it may hold what separates options
   * @param percent whether a percent sign separates it from the user, too
   */
  private static @Nullable SecretSpan within(String text, int from, boolean any, boolean percent) {
    int separator = -1;
    int host = -1;
    for (int i = from; i < text.length() && ENDS.indexOf(text.charAt(i)) < 0; i++) {
      char c = text.charAt(i);
      if (!any && (c == '=' || c == ',')) {
        break;
      } else if (c == '@') {
        host = i;
      } else if (separator < 0 && (c == ':' || (c == '%' && percent))) {
        separator = i;
      }
    }
    return separator < 0 || host <= separator + 1 ? null : new SecretSpan(separator + 1, host);
  }
}
