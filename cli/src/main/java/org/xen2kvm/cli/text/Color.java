package org.xen2kvm.cli.text;

/** Terminal colours (ECMA-48, SGR); none when switched off. */
public enum Color {
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  CYAN("36"),
  BOLD("1");

  private final String start;

  Color(String code) {
    this.start = "\u001B[" + code + "m";
  }

  /** Returns the text in this colour, or as it is. */
  public String paint(String text, boolean on) {
    return on ? start + text + "\u001B[0m" : text;
  }
}
