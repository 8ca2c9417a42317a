package org.xen2kvm.figures;

import java.util.List;
import java.util.Locale;

/**
 * One measured figure: what its rounds gave, in the order in which they ran.
 *
 * @param unit {@code s}, {@code MiB}, {@code MiB/s}, {@code guests/h} or {@code ratio}
 * @param rounds at least one
 */
record Figure(String unit, double median, double least, double most, List<Double> rounds) {

  /** As a page tells it: the median with its unit. */
  String text() {
    return switch (unit) {
      case "ratio" -> number(median);
      case "guests/h" -> number(median);
      default -> number(median) + " " + unit;
    };
  }

  /** The median, and between which values the rounds lie, where there are several. */
  String textWithSpread() {
    return rounds.size() == 1 ? text() : text() + " (" + spread() + ")";
  }

  /** The least and the greatest of the rounds, without unit. */
  String spread() {
    return number(least) + "–" + number(most);
  }

  private String number(double value) {
    int digits = switch (unit) {
      case "s" -> value < 10 ? 2 : value < 100 ? 1 : 0;
      case "ratio" -> 2;
      default -> 0;
    };
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
