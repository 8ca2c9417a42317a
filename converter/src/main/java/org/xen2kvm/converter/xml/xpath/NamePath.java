package org.xen2kvm.converter.xml.xpath;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The element names of an absolute path, such as {@code /domain/devices/disk}: one object for each, with a number by which a
 * tree remembers what it found. There are as many as there are distinct paths in rules and policies. Immutable; safe for
 * several threads.
 */
public final class NamePath {
  /** The step that stands for an element of any name. */
  static final String ANY = "*";

  private static final Map<List<String>, NamePath> ALL = new ConcurrentHashMap<>();

  /** The numbers of the paths that a name is part of: what an edit to an element of that name may have changed. */
  private static final Map<String, int[]> NUMBERS = new ConcurrentHashMap<>();

  private static final int[] NONE = new int[0];

  private final int number;
  private final @Nullable NamePath parent;
  private final String name;

  private NamePath(int number, @Nullable NamePath parent, String name) {
    this.number = number;
    this.parent = parent;
    this.name = name;
  }

  /** Returns the path of these names, the root's first. */
  static synchronized NamePath of(List<String> names) {
    NamePath known = ALL.get(names);
    if (known != null) {
      return known;
    }
    int last = names.size() - 1;
    NamePath parent = last == 0 ? null : of(names.subList(0, last));
    NamePath path = new NamePath(ALL.size(), parent, names.get(last));
    for (String name : names) {
      NUMBERS.merge(name, new int[] {path.number}, NamePath::joined);
    }
    ALL.put(List.copyOf(names), path);
    return path;
  }

  private static int[] joined(int[] before, int[] added) {
    int[] all = Arrays.copyOf(before, before.length + 1);
    all[before.length] = added[0];
    return all;
  }

  /** Returns how many paths there are; every number is below it. */
  static int count() {
    return ALL.size();
  }

  /** Returns the numbers of all paths with a step of that name. */
  static int[] numbersWith(String name) {
    return NUMBERS.getOrDefault(name, NONE);
  }

  int number() {
    return number;
  }

  /** Returns the path without its last name, or null for the root. */
  @Nullable NamePath parent() {
    return parent;
  }

  /** Returns the last name. */
  String name() {
    return name;
  }
}
