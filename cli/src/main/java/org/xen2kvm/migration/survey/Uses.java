package org.xen2kvm.migration.survey;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Gathers who uses what. For one thread, which notes inputs in their order. */
final class Uses<K> {
  private final Map<K, User> users = new LinkedHashMap<>();

  /** Who uses something, and how many times in all. */
  static final class User {
    private final List<String> inputs = new ArrayList<>();
    private int times;

    List<String> inputs() {
      return inputs;
    }

    int times() {
      return times;
    }
  }

  void add(K key, String input) {
    User user = users.computeIfAbsent(key, any -> new User());
    user.times++;
    int last = user.inputs.size() - 1;
    if (last < 0 || !user.inputs.get(last).equals(input)) {
      user.inputs.add(input);
    }
  }

  User of(K key) {
    return users.getOrDefault(key, new User());
  }

  /** Returns what is used, that with most users first, else in the order in which it came up. */
  <T> List<T> mostUsedFirst(Function<K, T> of) {
    List<Map.Entry<K, User>> entries = new ArrayList<>(users.entrySet());
    entries.sort((one, other) -> Integer.compare(other.getValue().inputs.size(), one.getValue().inputs.size()));
    List<T> all = new ArrayList<>(entries.size());
    for (Map.Entry<K, User> entry : entries) {
      all.add(of.apply(entry.getKey()));
    }
    return all;
  }
}
