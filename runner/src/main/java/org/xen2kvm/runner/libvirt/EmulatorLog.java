package org.xen2kvm.runner.libvirt;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where libvirt lets QEMU log. */
final class EmulatorLog {
  private EmulatorLog() {}

  /**
   * The log of a domain, empty when it is on another host, of another hypervisor, or the name cannot be a file's.
   *
   * @param uri the connection's, in libvirt's own form
   * @param environment this process's
   * @param home the user's home folder
   */
  static Optional<Path> of(String uri, String domain, Map<String, String> environment, String home) {
    if (domain.contains("/") || domain.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    URI parsed;
    try {
      parsed = URI.create(uri);
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
    String scheme = parsed.getScheme();
    boolean local = ("qemu".equals(scheme) || "qemu+unix".equals(scheme)) && parsed.getHost() == null;
    Optional<Path> folder = local ? folder(parsed, environment, home) : Optional.empty();
    return folder.map(logs -> logs.resolve(domain + ".log"));
  }

  private static Optional<Path> folder(URI uri, Map<String, String> environment, String home) {
    return switch (uri.getPath()) {
      case "/system" -> Optional.of(Path.of("/var/log/libvirt/qemu"));
      case "/session" -> Optional.of(cache(environment.get("XDG_CACHE_HOME"), home).resolve("libvirt/qemu/log"));
      case "/embed" -> root(uri.getQuery()).map(root -> root.resolve("log/qemu"));
      default -> Optional.empty();
    };
  }

  private static Path cache(@Nullable String named, String home) {
    return named == null || named.isEmpty() ? Path.of(home, ".cache") : Path.of(named);
  }

  private static Optional<Path> root(@Nullable String query) {
    for (String parameter : query == null ? new String[0] : query.split("&")) {
      if (parameter.startsWith("root=")) {
        return Optional.of(Path.of(parameter.substring("root=".length())));
      }
    }
    return Optional.empty();
  }
}
