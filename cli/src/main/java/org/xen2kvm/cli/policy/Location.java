package org.xen2kvm.cli.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A place in a document: the map keys (strings) and list positions (integers) on the way to it.
 *
 * @param steps from the root; empty for the root itself
 */
record Location(List<Object> steps) {
  static final Location ROOT = new Location(List.of());

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

  Location {
    steps = List.copyOf(steps);
  }

  static Location of(Object... steps) {
    return new Location(List.of(steps));
  }

  /** Returns the place of a map's value or a list's item. */
  Location child(Object step) {
    List<Object> longer = new ArrayList<>(steps);
    longer.add(step);
    return new Location(longer);
  }

  /** Returns the form that people read: {@code networks[1].to.vlan}; empty for the root. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (Object step : steps) {
      if (step instanceof Integer) {
        out.append('[').append(step).append(']');
      } else if (PLAIN.matcher(step.toString()).matches()) {
        out.append(out.isEmpty() ? "" : ".").append(step);
      } else {
        out.append('[').append(Shown.quoted(step.toString())).append(']');
      }
    }
    return out.toString();
  }
}
