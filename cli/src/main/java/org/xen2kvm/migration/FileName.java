package org.xen2kvm.migration;

/** Turns a domain's name, which may hold anything, into a file's name that stays in its folder. Stateless. */
final class FileName {
  private static final int LONGEST = 120;

  private FileName() {}

  /** Returns the name with everything but letters, digits and {@code . _ + -} replaced, never empty and never beginning with a dot. */
  static String of(String name) {
    StringBuilder out = new StringBuilder();
    name.codePoints().limit(LONGEST).forEach(c -> {
      boolean plain = (c < 128 && Character.isLetterOrDigit(c)) || c == '_' || c == '+' || c == '-' || (c == '.' && out.length() > 0);
      out.append(plain ? (char) c : '_');
    });
    return out.length() == 0 ? "guest" : out.toString();
  }
}
