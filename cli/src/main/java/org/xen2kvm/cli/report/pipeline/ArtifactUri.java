package org.xen2kvm.cli.report.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The URI of an input (RFC 3986), as SARIF wants it. Stateless. */
final class ArtifactUri {
  private static final String UNRESERVED = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

  private ArtifactUri() {}

  /**
   * Returns a relative reference for a relative path, a {@code file:} URI for an absolute one. Everything but unreserved
   * characters is percent-encoded, so a name can neither look like a scheme nor end the path.
   */
  static String of(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(encoded(segment));
      }
    }
    return (path.startsWith("/") ? "file:///" : "") + String.join("/", segments);
  }

  private static String encoded(String segment) {
    StringBuilder out = new StringBuilder();
    for (byte each : segment.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      if (UNRESERVED.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
            .append(Character.toUpperCase(Character.forDigit(c & 0xf, 16)));
      }
    }
    return out.toString();
  }
}
