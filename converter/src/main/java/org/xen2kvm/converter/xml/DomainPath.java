package org.xen2kvm.converter.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jaxen.JaxenException;
import org.jaxen.JaxenHandler;
import org.jaxen.expr.Expr;
import org.jaxen.expr.LocationPath;
import org.jaxen.expr.NameStep;
import org.jaxen.expr.Step;
import org.jaxen.expr.UnionExpr;
import org.jaxen.saxpath.Axis;
import org.jaxen.saxpath.SAXPathException;
import org.jaxen.saxpath.XPathReader;
import org.jaxen.saxpath.helpers.XPathReaderFactory;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jdom2.filter.Filters;
import org.jdom2.xpath.XPathExpression;
import org.jdom2.xpath.XPathFactory;

/**
 * A compiled XPath 1.0 expression that selects elements of a domain. Compile once, as a constant; safe for use by several
 * threads.
 *
 * <p>A path also knows the element names without which it selects nothing, so that a tree that lacks one of them is not
 * searched at all. Most rules concern devices that most domains do not have; this is what makes a batch fast.
 */
public final class DomainPath {
  /** Prefixes that paths may use for the namespaces that libvirt documents in domain XML. */
  public static final Map<String, String> NAMESPACES = Map.of(
      "xen", "http://libvirt.org/schemas/domain/xen/1.0",
      "qemu", "http://libvirt.org/schemas/domain/qemu/1.0",
      "libosinfo", "http://libosinfo.org/xmlns/libvirt/domain/1.0");

  private final String text;
  private final XPathExpression<Element> expression;
  private final List<List<String>> alternatives;

  private DomainPath(String text, XPathExpression<Element> expression, List<List<String>> alternatives) {
    this.text = text;
    this.expression = expression;
    this.alternatives = alternatives;
  }

  /**
   * Returns the compiled path.
   *
   * @throws IllegalArgumentException when it is not XPath 1.0, or uses a prefix that is not in {@link #NAMESPACES}
   */
  public static DomainPath of(String xpath) {
    try {
      XPathReader reader = XPathReaderFactory.createReader();
      JaxenHandler handler = new JaxenHandler();
      reader.setXPathHandler(handler);
      reader.parse(xpath);
      List<List<String>> alternatives = new ArrayList<>();
      collectNames(handler.getXPathExpr().getRootExpr(), alternatives);
      List<Namespace> namespaces =
          NAMESPACES.entrySet().stream().map(e -> Namespace.getNamespace(e.getKey(), e.getValue())).toList();
      XPathExpression<Element> compiled =
          XPathFactory.instance().compile(xpath, Filters.element(), null, namespaces);
      return new DomainPath(xpath, compiled, alternatives);
    } catch (SAXPathException e) {
      throw new IllegalArgumentException("Not an XPath 1.0 expression: " + xpath + ": " + e.getMessage(), e);
    }
  }

  /** Collects for each alternative of a union the element names that each of its results needs on its way. */
  private static void collectNames(Expr expr, List<List<String>> into) throws JaxenException {
    if (expr instanceof UnionExpr union) {
      collectNames(union.getLHS(), into);
      collectNames(union.getRHS(), into);
      return;
    }
    List<String> names = new ArrayList<>();
    if (expr instanceof LocationPath path) {
      for (Object each : path.getSteps()) {
        Step step = (Step) each;
        boolean downwards = step.getAxis() == Axis.CHILD || step.getAxis() == Axis.DESCENDANT
            || step.getAxis() == Axis.DESCENDANT_OR_SELF || step.getAxis() == Axis.SELF;
        if (step instanceof NameStep name && downwards && !name.getLocalName().equals("*")) {
          names.add(name.getLocalName());
        }
      }
    }
    into.add(List.copyOf(names));
  }

  /** Returns the selected elements in document order. */
  List<Element> select(DomainTree tree) {
    for (List<String> names : alternatives) {
      if (tree.mayContain(names)) {
        return expression.evaluate(tree.document());
      }
    }
    return List.of();
  }

  /** Returns the expression as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
