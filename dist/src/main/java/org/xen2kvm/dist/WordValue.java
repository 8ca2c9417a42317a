package org.xen2kvm.dist;

import java.util.regex.Pattern;

/** The words that a value may be, as its label lists them: {@code auto|always|never}. Stateless. */
final class WordValue {
  private static final Pattern WORDS = Pattern.compile("[a-z0-9-]+(?:\\|[a-z0-9-]+)+");

  private WordValue() {}

  /** Returns whether a label lists all words that there are. */
  static boolean isOne(String label) {
    return WORDS.matcher(label).matches();
  }

  /** Returns the words with blanks between them. */
  static String words(String label) {
    return label.replace('|', ' ');
  }
}
