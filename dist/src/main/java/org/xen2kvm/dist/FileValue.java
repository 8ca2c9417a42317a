package org.xen2kvm.dist;

import java.util.regex.Pattern;

/** What the label of a value tells of it; the values themselves are declared as plain text. Stateless. */
final class FileValue {
  private static final Pattern FILE =
      Pattern.compile("(?:.*[^A-Z])?(?:FILE|PATH|PLAN|DISK|PROGRAM|DOMAIN\\.xml)(?:[^A-Z].*)?");

  private FileValue() {}

  /** Returns whether a value with this label is, or may be, the name of a file. */
  static boolean isFile(String label) {
    return FILE.matcher(label).matches();
  }

  /** Returns whether a value with this label is the name of a folder. */
  static boolean isFolder(String label) {
    return label.equals("DIR");
  }
}
