package org.xen2kvm.converter.xml.xpath;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jaxen.JaxenException;
import org.jaxen.expr.BinaryExpr;
import org.jaxen.expr.Expr;
import org.jaxen.expr.FilterExpr;
import org.jaxen.expr.FunctionCallExpr;
import org.jaxen.expr.LocationPath;
import org.jaxen.expr.NameStep;
import org.jaxen.expr.PathExpr;
import org.jaxen.expr.Predicate;
import org.jaxen.expr.Step;
import org.jaxen.expr.UnaryExpr;
import org.jaxen.expr.UnionExpr;
import org.jaxen.expr.VariableReferenceExpr;
import org.jaxen.saxpath.Axis;

/**
 * Finds what an XPath would only fail at when it runs, on the first domain of a batch: unknown functions, wrong
 * numbers of arguments, unbound prefixes, variables, a result that is no element.
 *
 * <p>Only the core functions of XPath 1.0 pass. Jaxen offers more, and one of them, {@code document()}, reads files.
 */
public final class XPathCheck {
  /** The core function library of XPath 1.0 (section 4): least and greatest number of arguments. */
  private static final Map<String, Arity> FUNCTIONS = Map.ofEntries(
      Map.entry("last", new Arity(0, 0)),
      Map.entry("position", new Arity(0, 0)),
      Map.entry("count", new Arity(1, 1)),
      Map.entry("id", new Arity(1, 1)),
      Map.entry("local-name", new Arity(0, 1)),
      Map.entry("namespace-uri", new Arity(0, 1)),
      Map.entry("name", new Arity(0, 1)),
      Map.entry("string", new Arity(0, 1)),
      Map.entry("concat", new Arity(2, Integer.MAX_VALUE)),
      Map.entry("starts-with", new Arity(2, 2)),
      Map.entry("contains", new Arity(2, 2)),
      Map.entry("substring-before", new Arity(2, 2)),
      Map.entry("substring-after", new Arity(2, 2)),
      Map.entry("substring", new Arity(2, 3)),
      Map.entry("string-length", new Arity(0, 1)),
      Map.entry("normalize-space", new Arity(0, 1)),
      Map.entry("translate", new Arity(3, 3)),
      Map.entry("boolean", new Arity(1, 1)),
      Map.entry("not", new Arity(1, 1)),
      Map.entry("true", new Arity(0, 0)),
      Map.entry("false", new Arity(0, 0)),
      Map.entry("lang", new Arity(1, 1)),
      Map.entry("number", new Arity(0, 1)),
      Map.entry("sum", new Arity(1, 1)),
      Map.entry("floor", new Arity(1, 1)),
      Map.entry("ceiling", new Arity(1, 1)),
      Map.entry("round", new Arity(1, 1)));

  /** Those whose argument must be nodes; Jaxen throws when it is anything else. */
  private static final Set<String> ON_NODES = Set.of("count", "sum", "local-name", "namespace-uri", "name");

  /** Deepest brackets: Jaxen's parser calls itself a dozen times for each, and overflows the stack at some hundred. */
  private static final int MAX_DEPTH = 30;

  private XPathCheck() {}

  /**
   * Refuses an expression before it is parsed: Jaxen's parser calls itself for each bracket and would overflow the stack.
   *
   * @throws IllegalArgumentException when its brackets are nested too deeply
   */
  public static void beforeParsing(String xpath) {
    if (depth(xpath) > MAX_DEPTH) {
      throw new IllegalArgumentException("brackets are nested deeper than " + MAX_DEPTH);
    }
  }

  /**
   * Refuses an expression that would fail when it runs, or that selects no elements whatever the domain.
   *
   * @throws IllegalArgumentException saying why
   */
  public static void selectsElements(Expr root) throws JaxenException {
    check(root);
    selects(root);
  }

  private static int depth(String xpath) {
    int depth = 0;
    int deepest = 0;
    for (int i = 0; i < xpath.length(); i++) {
      switch (xpath.charAt(i)) {
        case '(', '[' -> deepest = Math.max(deepest, ++depth);
        case ')', ']' -> depth--;
        default -> { }
      }
    }
    return deepest;
  }

  /** Refuses an expression that selects no elements, whatever the domain. */
  private static void selects(Expr expr) {
    if (!isNodes(expr)) {
      throw new IllegalArgumentException("selects no elements: its result is a text, a number or true or false");
    }
    if (expr instanceof UnionExpr union) {
      selects(union.getLHS());
      selects(union.getRHS());
    } else if (expr instanceof LocationPath path) {
      List<?> steps = path.getSteps();
      if (!steps.isEmpty() && ((Step) steps.get(steps.size() - 1)).getAxis() == Axis.ATTRIBUTE) {
        throw new IllegalArgumentException(
            "selects attributes; select their elements, and name the attribute in set or remove");
      }
    }
  }

  /** Returns whether the result of an expression is a set of nodes. */
  private static boolean isNodes(Expr expr) {
    if (expr instanceof FilterExpr filter) {
      return isNodes(filter.getExpr());
    }
    if (expr instanceof PathExpr path) {
      return path.getLocationPath() != null || path.getFilterExpr() == null || isNodes(path.getFilterExpr());
    }
    if (expr instanceof FunctionCallExpr call) {
      return call.getFunctionName().equals("id");
    }
    return expr instanceof UnionExpr || expr instanceof LocationPath;
  }

  private static void requireNodes(Expr expr, String what) {
    if (!isNodes(expr)) {
      throw new IllegalArgumentException(what + " needs elements or attributes, not " + "'" + expr.getText() + "'");
    }
  }

  private static void check(Expr expr) throws JaxenException {
    if (expr instanceof FunctionCallExpr call) {
      checkCall(call);
    } else if (expr instanceof VariableReferenceExpr variable) {
      throw new IllegalArgumentException("there are no variables here: $" + variable.getVariableName());
    } else if (expr instanceof BinaryExpr binary) {
      if (expr instanceof UnionExpr) {
        requireNodes(binary.getLHS(), "'|'");
        requireNodes(binary.getRHS(), "'|'");
      }
      check(binary.getLHS());
      check(binary.getRHS());
    } else if (expr instanceof UnaryExpr unary) {
      check(unary.getExpr());
    } else if (expr instanceof FilterExpr filter) {
      check(filter.getExpr());
      if (!filter.getPredicates().isEmpty()) {
        requireNodes(filter.getExpr(), "a predicate");
      }
      checkPredicates(filter.getPredicates());
    } else if (expr instanceof LocationPath path) {
      for (Object each : path.getSteps()) {
        checkStep((Step) each);
      }
    } else if (expr instanceof PathExpr path) {
      if (path.getFilterExpr() != null) {
        check(path.getFilterExpr());
      }
      if (path.getLocationPath() != null) {
        if (path.getFilterExpr() != null) {
          requireNodes(path.getFilterExpr(), "'/'");
        }
        check(path.getLocationPath());
      }
    }
  }

  private static void checkStep(Step step) throws JaxenException {
    if (step instanceof NameStep name) {
      checkPrefix(name.getPrefix());
    }
    checkPredicates(step.getPredicates());
  }

  private static void checkPredicates(List<?> predicates) throws JaxenException {
    for (Object each : predicates) {
      check(((Predicate) each).getExpr());
    }
  }

  private static void checkCall(FunctionCallExpr call) throws JaxenException {
    String name = call.getFunctionName();
    Arity arity = call.getPrefix() == null || call.getPrefix().isEmpty() ? FUNCTIONS.get(name) : null;
    if (arity == null) {
      throw new IllegalArgumentException(
          "XPath 1.0 has no function " + name + "()");
    }
    List<?> arguments = call.getParameters();
    if (arguments.size() < arity.least || arguments.size() > arity.most) {
      throw new IllegalArgumentException("the function " + name + "() takes " + arity + ", not " + arguments.size());
    }
    for (Object each : arguments) {
      if (ON_NODES.contains(name)) {
        requireNodes((Expr) each, name + "()");
      }
      check((Expr) each);
    }
  }

  private static void checkPrefix(String prefix) {
    if (prefix != null && !prefix.isEmpty() && !prefix.equals("xml") && !DomainNamespaces.BY_PREFIX.containsKey(prefix)) {
      throw new IllegalArgumentException("the prefix " + "'" + prefix + "'" + " is not known; there are "
          + String.join(", ", DomainNamespaces.BY_PREFIX.keySet().stream().sorted().toList()));
    }
  }

  private record Arity(int least, int most) {
    @Override
    public String toString() {
      if (least == most) {
        return least == 0 ? "no argument" : least == 1 ? "1 argument" : least + " arguments";
      }
      return most == Integer.MAX_VALUE ? "at least " + least + " arguments" : least + " to " + most + " arguments";
    }
  }
}
