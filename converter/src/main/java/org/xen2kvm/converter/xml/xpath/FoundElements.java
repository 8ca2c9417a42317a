package org.xen2kvm.converter.xml.xpath;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;

/**
 * The elements on the paths of one tree, each path searched once: what was found is remembered until an edit may have changed it,
 * for most rules ask for the same few paths. Mutable; for one thread.
 */
public final class FoundElements {
  private final Element root;

  /** By the numbers of the paths. */
  private @Nullable List<Element>[] found = newMemory();

  public FoundElements(Element root) {
    this.root = root;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of parameterized types
  private static @Nullable List<Element>[] newMemory() {
    return new List[NamePath.count()];
  }

  /** Returns the elements of that path, in document order; later edits do not change the list. */
  List<Element> on(NamePath path) {
    if (path.number() >= found.length) {
      found = Arrays.copyOf(found, NamePath.count());
    }
    List<Element> known = found[path.number()];
    if (known == null) {
      NamePath parent = path.parent();
      known = parent == null ? rootIfNamed(path.name()) : childrenNamed(on(parent), path.name());
      found[path.number()] = known;
    }
    return known;
  }

  private List<Element> rootIfNamed(String name) {
    return name.equals(NamePath.ANY) || ElementTest.isNamed(root, name) ? List.of(root) : List.of();
  }

  private static List<Element> childrenNamed(List<Element> parents, String name) {
    boolean any = name.equals(NamePath.ANY);
    List<Element> children = List.of();
    for (int p = 0; p < parents.size(); p++) {
      Element parent = parents.get(p);
      int size = parent.getContentSize();
      for (int i = 0; i < size; i++) {
        if (parent.getContent(i) instanceof Element child && (any || ElementTest.isNamed(child, name))) {
          if (children.isEmpty()) {
            children = new ArrayList<>(4);
          }
          children.add(child);
        }
      }
    }
    return children.isEmpty() ? children : Collections.unmodifiableList(children);
  }

  /** Forgets what was found on paths through an element that came, went or moved. */
  public void forget(Element element) {
    forget(element.getName());
    forget(NamePath.ANY);
  }

  private void forget(String name) {
    for (int number : NamePath.numbersWith(name)) {
      if (number < found.length) {
        found[number] = null;
      }
    }
  }
}
