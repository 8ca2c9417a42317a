package org.xen2kvm.cli.input;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Knows copies that editors, package managers and people leave beside a file: {@code web1.cfg~}, {@code web1.cfg.bak}.
 * Beside its original a copy would be the same guest once more; alone it may be all that is left. Stateless.
 */
final class Backup {
  /** Emacs and vi, diff and patch, people; rpm's and dpkg's for files of a package that both sides changed. */
  private static final List<String> SUFFIXES = List.of(
      "~", ".bak", ".old", ".orig", ".save", ".rpmsave", ".rpmnew", ".rpmorig", ".dpkg-old", ".dpkg-dist", ".dpkg-new",
      ".dpkg-bak", ".ucf-old", ".ucf-dist");

  private Backup() {}

  /** Returns the name of the file that one of this name is a copy of; null when the name says nothing like that. */
  static @Nullable String originalOf(String name) {
    for (String suffix : SUFFIXES) {
      if (name.length() > suffix.length() && name.endsWith(suffix)) {
        String original = name.substring(0, name.length() - suffix.length());
        return suffix.equals("~") ? withoutNumber(original) : original;
      }
    }
    return null;
  }

  /** Emacs and cp number their copies {@code web1.cfg.~3~}. */
  private static String withoutNumber(String name) {
    int digits = name.length();
    while (digits > 0 && Character.isDigit(name.charAt(digits - 1))) {
      digits--;
    }
    boolean numbered = digits < name.length() && digits > 2 && name.startsWith(".~", digits - 2);
    return numbered ? name.substring(0, digits - 2) : name;
  }
}
