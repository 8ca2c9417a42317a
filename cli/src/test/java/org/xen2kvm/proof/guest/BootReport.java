package org.xen2kvm.proof.guest;

import java.util.ArrayList;
import java.util.List;

/**
 * What a booted guest said of itself on its serial console: lines of {@code key=value}.
 *
 * @param lines the lines
 */
record BootReport(List<String> lines) {
  private static final String MARK = "XEN2KVM-REPORT ";

  /** The text that ends a report. */
  static final String END = MARK + "end";

  /** The last report in what a serial port said. */
  static BootReport of(String serial) {
    List<String> lines = new ArrayList<>();
    for (String line : serial.split("\r?\n|\r")) {
      int at = line.indexOf(MARK);
      if (at >= 0) {
        String told = line.substring(at + MARK.length()).strip();
        if (told.equals("begin")) {
          lines.clear();
        }
        lines.add(told);
      }
    }
    return new BootReport(lines);
  }

  List<String> values(String key) {
    return lines.stream().filter(line -> line.startsWith(key + "=")).map(line -> line.substring(key.length() + 1)).toList();
  }

  String value(String key) {
    List<String> values = values(key);
    return values.isEmpty() ? "" : values.get(0);
  }
}
