package org.xen2kvm.cli.text;

/** How many there are of something, in words. Stateless. */
public final class Count {
  private Count() {}

  /** Returns the number and its noun, such as {@code 1 warning} or {@code 2 warnings}. */
  public static String of(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
