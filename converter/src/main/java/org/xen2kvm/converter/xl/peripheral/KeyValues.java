package org.xen2kvm.converter.xl.peripheral;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.guard.ReadingRule;
import org.xen2kvm.converter.xl.device.SpecText;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
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
   * @param assigned whether it has an equals sign
   * @param offset where in the text it begins
   */
  record Pair(String key, String value, boolean assigned, int offset) {}

  /** Returns the pairs of a value; none of one that is too long to be one, which is refused. */
  static KeyValues of(Given given, DomainSketch sketch) {
    if (given.text().length() > SpecText.LONGEST) {
      sketch.refuseValue(given.value().place(),
          "'" + given.name() + "' has " + given.text().length() + " characters; the longest that is read has " + SpecText.LONGEST,
          "Shorten it: no path or name of Xen needs so many.");
      return new KeyValues(List.of());
    }
    List<Pair> pairs = new ArrayList<>();
    int offset = 0;
    for (String part : given.text().split(",", -1)) {
      if (!part.isBlank()) {
        int equals = part.indexOf('=');
        String key = equals < 0 ? part : part.substring(0, equals);
        int blanks = part.length() - part.stripLeading().length();
        pairs.add(new Pair(key.strip(), equals < 0 ? "" : part.substring(equals + 1).strip(), equals >= 0, offset + blanks));
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

  /** Tells of each part whose key is none of those that xl knows. */
  void tellOfOthers(Set<String> keys, Given given, DomainSketch sketch) {
    for (Pair pair : pairs) {
      if (!keys.contains(pair.key)) {
        tellOfUnknown(pair, given, given.name(), "it is dropped", sketch);
      }
    }
  }

  /** Tells of a part whose key nobody knows. One without an equals sign is not shown: it may be the rest of a password with a comma. */
  static void tellOfUnknown(Pair pair, Given given, String name, String consequence, DomainSketch sketch) {
    sketch.tell(ReadingRule.UNKNOWN_KEY, Severity.WARNING, () -> given.value().placeOf(pair.offset),
        pair.assigned
            ? "'" + name + "' has no key '" + DomainSketch.shown(pair.key) + "'; " + consequence
            : "'" + name + "' has a part without an equals sign; " + consequence,
        "Check its spelling.");
  }
}
