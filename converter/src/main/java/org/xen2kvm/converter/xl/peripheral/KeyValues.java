package org.xen2kvm.converter.xl.peripheral;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.xl.sketch.Given;

/**
 * A value of the form {@code key=value,key=value}, as most devices have it: blanks before a key and around a value do not count.
 *
 * @param pairs in the order of the text; a part without an equals sign is a key without a value
 */
record KeyValues(List<Pair> pairs) {

  /**
   * One of them.
   *
   * @param offset where in the text it begins
   */
  record Pair(String key, String value, int offset) {}

  static KeyValues of(Given given) {
    List<Pair> pairs = new ArrayList<>();
    int offset = 0;
    for (String part : given.text().split(",", -1)) {
      if (!part.isBlank()) {
        int equals = part.indexOf('=');
        String key = equals < 0 ? part : part.substring(0, equals);
        int blanks = part.length() - part.stripLeading().length();
        pairs.add(new Pair(key.strip(), equals < 0 ? "" : part.substring(equals + 1).strip(), offset + blanks));
      }
      offset += part.length() + 1;
    }
    return new KeyValues(List.copyOf(pairs));
  }

  /** Returns the last value of a key, as xl takes it, or null when there is none. */
  @Nullable String get(String key) {
    String value = null;
    for (Pair pair : pairs) {
      if (pair.key.equals(key)) {
        value = pair.value;
      }
    }
    return value;
  }

  String get(String key, String otherwise) {
    String value = get(key);
    return value == null ? otherwise : value;
  }
}
