package org.xen2kvm.converter.xml.xpath;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jaxen.expr.EqualityExpr;
import org.jaxen.expr.Expr;
import org.jaxen.expr.FunctionCallExpr;
import org.jaxen.expr.LiteralExpr;
import org.jaxen.expr.LocationPath;
import org.jaxen.expr.LogicalExpr;
import org.jaxen.expr.NameStep;
import org.jaxen.expr.Step;
import org.jaxen.saxpath.Axis;
import org.jdom2.Attribute;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jdom2.Text;
import org.jspecify.annotations.Nullable;

/**
 * A predicate of the simple kind that most rules have, made from Jaxen's syntax tree: {@code @bus='xen'}, {@code not(acpi)},
 * {@code source/@dev}, {@code kernel[normalize-space()]}, joined by and, or. Anything else stays with Jaxen. Stateless.
 */
@FunctionalInterface
public interface ElementTest {
  boolean test(Element element);

  /** Returns the test that a predicate means, or null when it is none of the simple kind. */
  static @Nullable ElementTest of(Expr expr) {
    if (expr instanceof LogicalExpr logical) {
      ElementTest left = of(logical.getLHS());
      ElementTest right = of(logical.getRHS());
      if (left == null || right == null) {
        return null;
      }
      return logical.getOperator().equals("and")
          ? element -> left.test(element) && right.test(element)
          : element -> left.test(element) || right.test(element);
    }
    if (expr instanceof EqualityExpr equality) {
      return comparison(equality);
    }
    if (expr instanceof FunctionCallExpr call) {
      return call(call);
    }
    Values values = values(expr);
    return values == null ? null : element -> values.any(element, null);
  }

  private static @Nullable ElementTest comparison(EqualityExpr equality) {
    Values values = values(equality.getLHS());
    if (values == null || !(equality.getRHS() instanceof LiteralExpr literal)) {
      return null;
    }
    String expected = literal.getLiteral();
    boolean equal = equality.getOperator().equals("=");
    // XPath compares a node set: true when any of its nodes compares so.
    return element -> values.any(element, value -> value.equals(expected) == equal);
  }

  private static @Nullable ElementTest call(FunctionCallExpr call) {
    List<?> arguments = call.getParameters();
    if (call.getPrefix() != null && !call.getPrefix().isEmpty()) {
      return null;
    }
    if (call.getFunctionName().equals("not") && arguments.size() == 1) {
      ElementTest inner = of((Expr) arguments.get(0));
      return inner == null ? null : element -> !inner.test(element);
    }
    if (isOwnText(call)) {
      return element -> !ownText(element).isEmpty();
    }
    if (arguments.size() != 2 || !(arguments.get(1) instanceof LiteralExpr literal)) {
      return null;
    }
    String part = literal.getLiteral();
    String attribute = attributeName((Expr) arguments.get(0));
    if (attribute == null) {
      boolean startOfText = call.getFunctionName().equals("starts-with") && isOwnText((Expr) arguments.get(0));
      return startOfText ? element -> ownText(element).startsWith(part) : null;
    }
    // To XPath an attribute that is not there is an empty text.
    return switch (call.getFunctionName()) {
      case "contains" -> element -> element.getAttributeValue(attribute, "").contains(part);
      case "starts-with" -> element -> element.getAttributeValue(attribute, "").startsWith(part);
      default -> null;
    };
  }

  /** Returns whether an expression is {@code normalize-space()}, the text of the element that is tested. */
  private static boolean isOwnText(Expr expr) {
    return expr instanceof FunctionCallExpr call
        && (call.getPrefix() == null || call.getPrefix().isEmpty())
        && call.getFunctionName().equals("normalize-space")
        && call.getParameters().isEmpty();
  }

  private static String ownText(Element element) {
    return Text.normalizeString(element.getValue());
  }

  /** Returns the name of the attribute that an expression is, or null for any other. */
  private static @Nullable String attributeName(Expr expr) {
    boolean single = expr instanceof LocationPath path && !path.isAbsolute() && path.getSteps().size() == 1
        && ((Step) path.getSteps().get(0)).getAxis() == Axis.ATTRIBUTE;
    return single ? plainName((Step) ((LocationPath) expr).getSteps().get(0)) : null;
  }

  /** The string values of the nodes that a short relative path reaches. */
  @FunctionalInterface
  interface Values {
    /** Returns whether any value is a wanted one; null wants all, and spares the work of making the value. */
    boolean any(Element element, @Nullable Predicate<String> wanted);
  }

  /** Returns what {@code @a}, {@code a}, {@code a[…]}, {@code *} or {@code a/@b} reach, or null for any other expression. */
  private static @Nullable Values values(Expr expr) {
    if (!(expr instanceof LocationPath path) || path.isAbsolute() || path.getSteps().isEmpty() || path.getSteps().size() > 2) {
      return null;
    }
    Step first = (Step) path.getSteps().get(0);
    boolean single = path.getSteps().size() == 1;
    if (single && first.getAxis() == Axis.CHILD) {
      return children(first);
    }
    String name = plainName(first);
    if (name == null) {
      return null;
    }
    if (first.getAxis() == Axis.ATTRIBUTE) {
      return single ? (element, wanted) -> hasAttribute(element, name, wanted) : null;
    }
    if (first.getAxis() != Axis.CHILD) {
      return null;
    }
    Step second = (Step) path.getSteps().get(1);
    String attribute = plainName(second);
    if (attribute == null || second.getAxis() != Axis.ATTRIBUTE) {
      return null;
    }
    return (element, wanted) -> hasChild(element, name, child -> hasAttribute(child, attribute, wanted));
  }

  private static @Nullable Values children(Step step) {
    boolean any = step instanceof NameStep each && each.getPrefix().isEmpty() && each.getLocalName().equals("*");
    if (any && step.getPredicates().isEmpty()) {
      return (element, wanted) -> hasChild(element, null, child -> isWanted(child, wanted));
    }
    String name = nameOf(step);
    if (name == null) {
      return null;
    }
    List<ElementTest> tests = new ArrayList<>();
    for (Object predicate : step.getPredicates()) {
      ElementTest test = of(((org.jaxen.expr.Predicate) predicate).getExpr());
      if (test == null) {
        return null;
      }
      tests.add(test);
    }
    return (element, wanted) ->
        hasChild(element, name, child -> passes(child, tests) && isWanted(child, wanted));
  }

  private static boolean passes(Element element, List<ElementTest> tests) {
    for (int i = 0; i < tests.size(); i++) {
      if (!tests.get(i).test(element)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String plainName(Step step) {
    return step.getPredicates().isEmpty() ? nameOf(step) : null;
  }

  private static @Nullable String nameOf(Step step) {
    boolean plain = step instanceof NameStep name && name.getPrefix().isEmpty() && !name.getLocalName().equals("*");
    return plain ? ((NameStep) step).getLocalName() : null;
  }

  private static boolean isWanted(Element element, @Nullable Predicate<String> wanted) {
    return wanted == null || wanted.test(element.getValue());
  }

  private static boolean hasAttribute(Element element, String name, @Nullable Predicate<String> wanted) {
    Attribute attribute = element.getAttribute(name);
    return attribute != null && (wanted == null || wanted.test(attribute.getValue()));
  }

  /** The name is null for any. */
  private static boolean hasChild(Element element, @Nullable String name, ElementTest wanted) {
    for (int i = 0; i < element.getContentSize(); i++) {
      if (element.getContent(i) instanceof Element child && (name == null || isNamed(child, name)) && wanted.test(child)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether an element has that name and no namespace; JDOM has one object for that. */
  static boolean isNamed(Element element, String name) {
    return hasNoNamespace(element) && element.getName().equals(name);
  }

  /** Returns whether an element has no namespace. */
  @SuppressWarnings("ReferenceEquality")
  static boolean hasNoNamespace(Element element) {
    return element.getNamespace() == Namespace.NO_NAMESPACE;
  }
}
