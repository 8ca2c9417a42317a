package org.xen2kvm.migration.host.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** TCP ports from one to another, both included. */
record PortRange(int first, int last) {
  private static final Pattern ENTRY = Pattern.compile("(\\d{1,5})(?:[-:](\\d{1,5}))?(/tcp)?");

  /** Ports of the names that firewalld and ufw give to services (firewalld's /usr/lib/firewalld/services). */
  private static final Map<String, List<PortRange>> SERVICES = Map.of(
      "ssh", List.of(new PortRange(22, 22)),
      "openssh", List.of(new PortRange(22, 22)),
      "vnc-server", List.of(new PortRange(5900, 5903)),
      "libvirt", List.of(new PortRange(16509, 16509)),
      "libvirt-tls", List.of(new PortRange(16514, 16514)));

  /** Returns the ranges that words name: {@code 5900-5999/tcp}, {@code 5900:5999}, {@code ssh}; what is neither is left out. */
  static List<PortRange> of(List<String> words) {
    List<PortRange> ranges = new ArrayList<>();
    for (String word : words) {
      Matcher entry = ENTRY.matcher(word);
      if (entry.matches()) {
        int first = Integer.parseInt(entry.group(1));
        ranges.add(new PortRange(first, entry.group(2) == null ? first : Integer.parseInt(entry.group(2))));
      } else {
        ranges.addAll(SERVICES.getOrDefault(word.toLowerCase(Locale.ROOT), List.of()));
      }
    }
    return ranges;
  }

  /** Returns whether one of these has all the ports of this one. */
  boolean isWithin(List<PortRange> open) {
    return open.stream().anyMatch(each -> each.first <= first && last <= each.last);
  }
}
