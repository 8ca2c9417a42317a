package org.xen2kvm.converter.xml.xpath;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jaxen.expr.Expr;
import org.jaxen.expr.LocationPath;
import org.jaxen.expr.NameStep;
import org.jaxen.expr.Predicate;
import org.jaxen.expr.Step;
import org.jaxen.saxpath.Axis;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;

/**
 * An absolute path of child steps, such as {@code /domain/devices/disk[@type='block']}, followed without Jaxen. Immutable.
 *
 * @param path the steps' names
 * @param tests for each step, the root's first, the simple predicates on it
 * @param lastTests those on the last step
 * @param testsOnLastOnly whether only the last step has any
 * @param exact whether these are all predicates, so that what is found is what the path selects; else it is a superset
 */
public record ChildPath(
    NamePath path,
    List<List<ElementTest>> tests,
    List<ElementTest> lastTests,
    boolean testsOnLastOnly,
    boolean exact) {

  private static ChildPath of(List<String> names, List<List<ElementTest>> tests, boolean exact) {
    boolean lastOnly = tests.subList(0, tests.size() - 1).stream().allMatch(List::isEmpty);
    return new ChildPath(NamePath.of(names), List.copyOf(tests), tests.get(tests.size() - 1), lastOnly, exact);
  }

  /**
   * Returns the path of a text that is nothing but names and slashes, {@code /domain/devices/disk}, or null for any other: most
   * constants are of this kind, and reading them without Jaxen makes the tool start sooner.
   */
  public static @Nullable ChildPath ofNames(String text) {
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
    return of(names, Collections.nCopies(names.size(), List.of()), true);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  /**
   * Returns the path of an expression, or null when it is not an absolute path that begins with a plain child step. A path that
   * goes on otherwise ends early: where its beginning leads nowhere, it selects nothing.
   */
  public static @Nullable ChildPath of(Expr expr) {
    if (!(expr instanceof LocationPath path) || !path.isAbsolute()) {
      return null;
    }
    List<String> names = new ArrayList<>();
    List<List<ElementTest>> tests = new ArrayList<>();
    boolean exact = true;
    for (Object each : path.getSteps()) {
      Step step = (Step) each;
      if (!(step instanceof NameStep name) || step.getAxis() != Axis.CHILD || !name.getPrefix().isEmpty()) {
        exact = false;
        break;
      }
      names.add(name.getLocalName());
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
    return names.isEmpty() ? null : of(names, tests, exact);
  }

  /** Returns the elements at the end of the path, in document order. */
  public List<Element> find(FoundElements found) {
    List<Element> named = found.on(path);
    if (named.isEmpty() || (testsOnLastOnly && lastTests.isEmpty())) {
      return named;
    }
    List<Element> passing = List.of();
    for (int i = 0; i < named.size(); i++) {
      Element element = named.get(i);
      if (passes(element, tests.size() - 1)) {
        if (passing.isEmpty()) {
          passing = new ArrayList<>(named.size());
        }
        passing.add(element);
      }
    }
    return passing;
  }

  /** Returns whether an element, and unless only the last step is tested each of its ancestors, passes its step's tests. */
  private boolean passes(Element element, int step) {
    List<ElementTest> own = tests.get(step);
    for (int i = 0; i < own.size(); i++) {
      if (!own.get(i).test(element)) {
        return false;
      }
    }
    Element parent = element.getParentElement();
    return testsOnLastOnly || parent == null || passes(parent, step - 1);
  }
}
