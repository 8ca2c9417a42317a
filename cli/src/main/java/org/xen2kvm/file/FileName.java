package org.xen2kvm.file;

/**
 * Turns a domain's or a disk's name, which may hold anything, into a part of a file's name that stays in its folder. Stateless.
 */
public final class FileName {
  /** With what is added to it a name stays below 255 bytes, the most that file systems take. */
  private static final int LONGEST = 120;

  private FileName() {}

  /**
   * Returns the name with all but ASCII letters, digits and {@code . _ + -} replaced, never empty and never beginning with a
   * dot.
   */
  public static String of(String name) {
    StringBuilder out = new StringBuilder();
    name.codePoints().limit(LONGEST).forEach(c -> out.append(isPlain(c) || (c == '.' && out.length() > 0) ? (char) c : '_'));
    return out.length() == 0 ? "guest" : out.toString();
  }

  private static boolean isPlain(int c) {
    return (c < 128 && Character.isLetterOrDigit(c)) || c == '_' || c == '+' || c == '-';
  }
}
