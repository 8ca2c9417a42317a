package org.xen2kvm.migration.host.connection;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A libvirt connection URI, taken apart as far as checks depend on it.
 *
 * @param driver the hypervisor driver: {@code qemu}, {@code xen} …; empty when the text is no such URI
 * @param transport {@code ssh}, {@code tls}, {@code tcp} …; empty for the default
 * @param server {@code host} or {@code user@host}; empty for this machine
 * @param path {@code /system}, {@code /session} or {@code /embed}
 */
public record ConnectionUri(String driver, String transport, String server, String path) {

  /** Returns the parts of a text; all are empty when it is no URI. */
  public static ConnectionUri of(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      if (scheme == null || uri.isOpaque()) {
        return new ConnectionUri("", "", "", "");
      }
      String lower = scheme.toLowerCase(Locale.ROOT);
      int plus = lower.indexOf('+');
      String authority = uri.getRawAuthority();
      return new ConnectionUri(
          plus < 0 ? lower : lower.substring(0, plus),
          plus < 0 ? "" : lower.substring(plus + 1),
          authority == null ? "" : authority,
          uri.getPath() == null ? "" : uri.getPath());
    } catch (URISyntaxException e) {
      return new ConnectionUri("", "", "", "");
    }
  }

  /** Returns whether the host is this machine. */
  public boolean isLocal() {
    return server.isEmpty();
  }

  /** Returns whether QEMU runs as a user of its own, not as the one who asks. */
  public boolean isSystem() {
    return path.equals("/system");
  }

  /** Returns what ssh takes: the server without a port. */
  public String sshTarget() {
    int colon = server.lastIndexOf(':');
    return colon > server.lastIndexOf(']') ? server.substring(0, colon) : server;
  }
}
