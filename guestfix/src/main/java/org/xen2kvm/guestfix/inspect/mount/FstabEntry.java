package org.xen2kvm.guestfix.inspect.mount;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a guest's fstab that mounts something, as {@code fstab(5)} reads it.
 *
 * @param line its number, from 1
 * @param device what is mounted, as it is written there
 * @param mountPoint where
 * @param type the filesystem's type
 * @param options its options
 */
record FstabEntry(int line, String device, String mountPoint, String type, List<String> options) {
  private static final int MOST_LINES = 2000;

  FstabEntry {
    options = List.copyOf(options);
  }

  /** Returns the entries of an fstab in order; lines that mount reads nothing from are left out. */
  static List<FstabEntry> parse(String fstab) {
    List<FstabEntry> entries = new ArrayList<>();
    int number = 0;
    for (String line : (Iterable<String>) fstab.lines().limit(MOST_LINES)::iterator) {
      number++;
      String[] fields = line.strip().split("[ \t]+");
      if (fields.length < 2 || fields[0].startsWith("#")) {
        continue;
      }
      String type = fields.length > 2 ? fields[2] : "auto";
      List<String> options = fields.length > 3 ? List.of(fields[3].split(",")) : List.of("defaults");
      entries.add(new FstabEntry(number, unescape(fields[0]), unescape(fields[1]), type, options));
    }
    return entries;
  }

  /** Blanks are written as {@code \040}. */
  private static String unescape(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      boolean octal = field.charAt(i) == '\\' && i + 3 < field.length()
          && field.substring(i + 1, i + 4).chars().allMatch(digit -> digit >= '0' && digit <= '7');
      if (octal) {
        text.append((char) Integer.parseInt(field.substring(i + 1, i + 4), 8));
        i += 3;
      } else {
        text.append(field.charAt(i));
      }
    }
    return text.toString();
  }

  /** Returns the value of an option {@code name=value}; empty when it is not there. */
  String option(String name) {
    return options.stream().filter(option -> option.startsWith(name + "="))
        .map(option -> option.substring(name.length() + 1)).findFirst().orElse("");
  }

  /** Returns the btrfs subvolume that it names, without a slash at its beginning. */
  String subvolume() {
    String name = option("subvol");
    return name.startsWith("/") ? name.substring(1) : name;
  }

  /** Returns whether the guest starts well without it, or does not mount it at all. */
  boolean isOptional() {
    return options.contains("noauto") || options.contains("nofail") || options.contains("bind") || options.contains("rbind");
  }
}
