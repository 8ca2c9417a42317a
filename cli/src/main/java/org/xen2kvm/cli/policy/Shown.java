package org.xen2kvm.cli.policy;

/** A user's text as messages show it: on one line, of bounded length, without anything that a terminal obeys. */
final class Shown {
  /** Longer texts are cut: a message is one line. */
  private static final int LONGEST = 80;

  private Shown() {}

  static String quoted(String text) {
    return "'" + plain(text, LONGEST) + "'";
  }

  /** Returns the text on one line, cut at a length. */
  static String plain(String text, int longest) {
    StringBuilder out = new StringBuilder();
    String head = text.length() > longest ? text.substring(0, longest) : text;
    head.chars().forEach(c -> out.append(Character.isISOControl(c) ? ' ' : (char) c));
    return text.length() > longest ? out.append('…').toString() : out.toString();
  }
}
