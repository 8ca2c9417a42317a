package org.xen2kvm.cli.policy;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import org.xen2kvm.cli.text.Suggestions;

/** Finds the word that somebody probably meant. */
final class Spelling {
  /** Words longer than this are not compared: no key or rule id is, and the work grows with the product of lengths. */
  private static final int LONGEST = 64;

  private Spelling() {}

  /** Returns the nearest known word, when a slip is likely; the first in the alphabet of several. */
  static Optional<String> nearest(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    // One slip in three characters still looks like the word that was meant; a word of two is no slip of another.
    int best = word.length() / 3 + 1;
    Optional<String> nearest = Optional.empty();
    for (String each : new TreeSet<>(known)) {
      int distance = Suggestions.distance(word, each);
      if (distance < best) {
        best = distance;
        nearest = Optional.of(each);
      }
    }
    return nearest;
  }

  /** Returns {@code "; did you mean 'x'?"}, or nothing. */
  static String hint(String word, Collection<String> known) {
    return nearest(word, known).map(each -> "; did you mean '" + each + "'?").orElse("");
  }
}
