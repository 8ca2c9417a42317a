package org.xen2kvm.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Finds what somebody may have meant. Stateless. */
public final class Suggestions {
  private static final int MOST = 3;

  private Suggestions() {}

  /** Returns a sentence's end that names the nearest candidates; empty when none is near. */
  public static String didYouMean(String given, List<String> candidates) {
    List<String> near = nearest(given, candidates);
    return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
  }

  /** Returns up to three candidates, nearest first: those a few typing errors away, or that hold what was given. */
  public static List<String> nearest(String given, List<String> candidates) {
    record Near(String candidate, int distance) {}

    List<Near> near = new ArrayList<>();
    for (String candidate : candidates) {
      boolean part = given.length() >= 3 && candidate.contains(given);
      int distance = distance(given, candidate);
      if (part || distance <= Math.max(2, given.length() / 3)) {
        near.add(new Near(candidate, part ? 0 : distance));
      }
    }
    near.sort((a, b) -> a.distance() != b.distance()
        ? Integer.compare(a.distance(), b.distance())
        : a.candidate().compareTo(b.candidate()));
    List<String> names = new ArrayList<>();
    for (Near each : near.subList(0, Math.min(MOST, near.size()))) {
      names.add(each.candidate());
    }
    return names;
  }

  /** Returns how many letters have to be added, removed or replaced (Levenshtein). */
  public static int distance(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replace = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[to.length()];
  }
}
