package org.xen2kvm.converter.xml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jaxen.expr.Expr;
import org.jaxen.expr.LocationPath;
import org.jaxen.expr.NameStep;
import org.jaxen.expr.Predicate;
import org.jaxen.expr.Step;
import org.jaxen.saxpath.Axis;
import org.jdom2.Content;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;

/**
 * An absolute path of child steps, such as {@code /domain/devices/disk[@type='block']}, walked without Jaxen. Immutable.
 *
 * @param names the steps' names, all without namespace, the root's first
 * @param tests for each step the simple predicates on it
 * @param exact whether these are all predicates, so that what is found is what the path selects; else it is a superset
 */
record ChildPath(List<String> names, List<List<ElementTest>> tests, boolean exact) {

  /**
   * Returns the path of a text that is nothing but names and slashes, {@code /domain/devices/disk}, or null for any other: most
   * constants are of this kind, and reading them without Jaxen makes the tool start sooner.
   */
  static @Nullable ChildPath ofNames(String text) {
    if (text.length() < 2 || text.charAt(0) != '/') {
      return null;
    }
    List<String> names = new ArrayList<>();
    int start = 1;
    for (int i = 1; i <= text.length(); i++) {
      char c = i == text.length() ? '/' : text.charAt(i);
      if (c == '/') {
        if (i == start || !isLetter(text.charAt(start))) {
          return null;
        }
        names.add(text.substring(start, i));
        start = i + 1;
      } else if (!isLetter(c) && c != '-' && (c < '0' || c > '9')) {
        return null;
      }
    }
    return new ChildPath(List.copyOf(names), Collections.nCopies(names.size(), List.of()), true);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  /** Returns the path of an expression, or null when it is not an absolute path of plain child steps. */
  static @Nullable ChildPath of(Expr expr) {
    if (!(expr instanceof LocationPath path) || !path.isAbsolute() || path.getSteps().isEmpty()) {
      return null;
    }
    List<String> names = new ArrayList<>();
    List<List<ElementTest>> tests = new ArrayList<>();
    boolean exact = true;
    for (Object each : path.getSteps()) {
      Step step = (Step) each;
      boolean plain = step instanceof NameStep name && step.getAxis() == Axis.CHILD
          && name.getPrefix().isEmpty() && !name.getLocalName().equals("*");
      if (!plain) {
        return null;
      }
      names.add(((NameStep) step).getLocalName());
      List<ElementTest> simple = new ArrayList<>();
      for (Object predicate : step.getPredicates()) {
        ElementTest test = ElementTest.of(((Predicate) predicate).getExpr());
        if (test == null) {
          exact = false;
        } else if (exact) {
          // Behind a predicate that is left to Jaxen, positions could count: test no further.
          simple.add(test);
        }
      }
      tests.add(List.copyOf(simple));
    }
    return new ChildPath(List.copyOf(names), List.copyOf(tests), exact);
  }

  /** Returns the elements at the end of the path, in document order. */
  List<Element> find(DomainTree tree) {
    if (!tree.mayContain(names)) {
      return List.of();
    }
    Element root = tree.root();
    if (!ElementTest.isNamed(root, names.get(0)) || !passes(root, tests.get(0))) {
      return List.of();
    }
    List<Element> found = List.of(root);
    for (int i = 1; i < names.size() && !found.isEmpty(); i++) {
      found = children(found, names.get(i), tests.get(i));
    }
    return found;
  }

  private static List<Element> children(List<Element> parents, String name, List<ElementTest> tests) {
    List<Element> found = List.of();
    for (Element parent : parents) {
      for (Content content : parent.getContent()) {
        if (content instanceof Element child && ElementTest.isNamed(child, name) && passes(child, tests)) {
          if (found.isEmpty()) {
            found = new ArrayList<>(4);
          }
          found.add(child);
        }
      }
    }
    return found;
  }

  private static boolean passes(Element element, List<ElementTest> tests) {
    for (int i = 0; i < tests.size(); i++) {
      if (!tests.get(i).test(element)) {
        return false;
      }
    }
    return true;
  }
}
