package org.xen2kvm.converter.rule.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.rule.DomainEditor;

/**
 * Brings child elements into a given order with the fewest moves: those that are in order among themselves (a longest
 * ascending run) stay, the others move to them. Elements of the same name keep their order. Unknown elements, and those
 * of foreign namespaces, are not moved. Immutable; safe for several threads.
 */
final class SiblingOrder {
  private final Map<String, Integer> ranks = new HashMap<>();

  SiblingOrder(List<String> names) {
    names.forEach(name -> ranks.put(name, ranks.size()));
  }

  /** Moves what is out of order. */
  void arrange(DomainEditor domain, Element parent, String reason) {
    List<Element> known = known(parent);
    if (isInOrder(known)) {
      return;
    }
    List<Element> inOrder = known.stream().sorted((a, b) -> Integer.compare(rank(a), rank(b))).toList();
    Set<Element> staying = ascending(known);
    Element previous = null;
    for (Element element : inOrder) {
      if (!staying.contains(element)) {
        domain.move(element, positionBehind(parent, previous, element, inOrder, staying), reason);
      }
      previous = element;
    }
  }

  private static int positionBehind(
      Element parent, @Nullable Element previous, Element element, List<Element> inOrder, Set<Element> staying) {
    List<Element> siblings = parent.getChildren();
    int own = siblings.indexOf(element);
    if (previous == null) {
      // Nothing precedes it: it goes right before the first one that stays.
      int first = inOrder.stream().filter(staying::contains).mapToInt(siblings::indexOf).min().orElse(0);
      return own < first ? first - 1 : first;
    }
    int behind = siblings.indexOf(previous) + 1;
    return own < behind ? behind - 1 : behind;
  }

  private List<Element> known(Element parent) {
    List<Element> known = new ArrayList<>();
    for (Element child : parent.getChildren()) {
      if (ranks.containsKey(child.getName()) && child.getNamespaceURI().isEmpty()) {
        known.add(child);
      }
    }
    return known;
  }

  private int rank(Element element) {
    return Objects.requireNonNull(ranks.get(element.getName()));
  }

  private boolean isInOrder(List<Element> elements) {
    for (int i = 1; i < elements.size(); i++) {
      if (rank(elements.get(i - 1)) > rank(elements.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns a longest subsequence whose ranks do not fall, the classic way; domains have some dozen children. */
  private Set<Element> ascending(List<Element> elements) {
    int[] length = new int[elements.size()];
    int[] before = new int[elements.size()];
    Arrays.fill(before, -1);
    int last = 0;
    for (int i = 0; i < length.length; i++) {
      length[i] = 1;
      for (int j = 0; j < i; j++) {
        if (rank(elements.get(j)) <= rank(elements.get(i)) && length[j] + 1 > length[i]) {
          length[i] = length[j] + 1;
          before[i] = j;
        }
      }
      last = length[i] > length[last] ? i : last;
    }
    List<Element> chosen = new ArrayList<>();
    for (int i = last; i >= 0; i = before[i]) {
      chosen.add(elements.get(i));
    }
    return new HashSet<>(chosen);
  }
}
