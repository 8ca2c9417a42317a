package org.xen2kvm.converter.xml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jaxen.JaxenHandler;
import org.jaxen.expr.Expr;
import org.jaxen.expr.UnionExpr;
import org.jaxen.saxpath.SAXPathException;
import org.jaxen.saxpath.XPathReader;
import org.jaxen.saxpath.helpers.XPathReaderFactory;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jdom2.filter.Filters;
import org.jdom2.xpath.XPathExpression;
import org.jdom2.xpath.XPathFactory;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.xml.xpath.ChildPath;
import org.xen2kvm.converter.xml.xpath.DomainNamespaces;
import org.xen2kvm.converter.xml.xpath.XPathCheck;

/**
 * A compiled XPath 1.0 expression that selects elements of a domain. Compile once, as a constant; safe for use by several
 * threads.
 *
 * <p>Jaxen reads every expression, and evaluates those that need it. Most paths of rules are plain child steps with simple
 * predicates, and most domains lack the devices that they are about; those are followed directly ({@link ChildPath}), which is what
 * makes a batch fast. A test holds both ways against each other on every path of the catalogue.
 */
public final class DomainPath {
  private final String text;
  private final List<ChildPath> alternatives;

  /** The path that is all there is to follow, as for most expressions; else null. */
  private final @Nullable ChildPath only;

  /** Compiled when first needed, for many rules never need it and start-up counts; compiling twice does no harm. */
  private volatile @Nullable XPathExpression<Element> jaxen;

  private DomainPath(String text, List<ChildPath> alternatives) {
    this.text = text;
    this.alternatives = alternatives;
    this.only = alternatives.size() == 1 && alternatives.get(0).exact() ? alternatives.get(0) : null;
  }

  /**
   * Returns the compiled path.
   *
   * @throws IllegalArgumentException when it is not XPath 1.0 with the core functions, uses a prefix that is not in {@link
   *     DomainNamespaces} or a variable, or selects no elements; the message says which
   */
  public static DomainPath of(String xpath) {
    ChildPath names = ChildPath.ofNames(xpath);
    if (names != null) {
      return new DomainPath(xpath, List.of(names));
    }
    XPathCheck.beforeParsing(xpath);
    try {
      XPathReader reader = XPathReaderFactory.createReader();
      JaxenHandler handler = new JaxenHandler();
      reader.setXPathHandler(handler);
      reader.parse(xpath);
      Expr root = handler.getXPathExpr().getRootExpr();
      XPathCheck.selectsElements(root);
      List<ChildPath> alternatives = new ArrayList<>();
      boolean plain = collect(root, alternatives);
      return new DomainPath(xpath, plain ? List.copyOf(alternatives) : List.of());
    } catch (SAXPathException e) {
      throw new IllegalArgumentException("not an XPath 1.0 expression: " + e.getMessage(), e);
    }
  }

  /** Collects the child path of each alternative of a union; returns whether each has one. */
  private static boolean collect(Expr expr, List<ChildPath> into) {
    if (expr instanceof UnionExpr union) {
      return collect(union.getLHS(), into) && collect(union.getRHS(), into);
    }
    ChildPath path = ChildPath.of(expr);
    if (path != null) {
      into.add(path);
    }
    return path != null;
  }

  /** Returns the selected elements in document order. */
  List<Element> select(DomainTree tree) {
    if (only != null) {
      return only.find(tree.found());
    }
    if (alternatives.isEmpty()) {
      return evaluate(tree);
    }
    List<Element> found = List.of();
    boolean several = false;
    for (int i = 0; i < alternatives.size(); i++) {
      ChildPath alternative = alternatives.get(i);
      List<Element> here = alternative.find(tree.found());
      if (!here.isEmpty()) {
        if (!alternative.exact()) {
          return evaluate(tree);
        }
        several |= !found.isEmpty();
        found = found.isEmpty() ? here : joined(found, here);
      }
    }
    return several ? inDocumentOrder(tree.root(), new HashSet<>(found), new ArrayList<>()) : found;
  }

  private static List<Element> joined(List<Element> some, List<Element> others) {
    List<Element> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  private static List<Element> inDocumentOrder(Element element, Set<Element> wanted, List<Element> into) {
    if (wanted.contains(element)) {
      into.add(element);
    }
    for (int i = 0; i < element.getContentSize() && into.size() < wanted.size(); i++) {
      if (element.getContent(i) instanceof Element child) {
        inDocumentOrder(child, wanted, into);
      }
    }
    return into;
  }

  /** Returns what Jaxen selects. */
  List<Element> evaluate(DomainTree tree) {
    return jaxen().evaluate(tree.document());
  }

  private XPathExpression<Element> jaxen() {
    XPathExpression<Element> compiled = jaxen;
    if (compiled == null) {
      List<Namespace> namespaces =
          DomainNamespaces.BY_PREFIX.entrySet().stream().map(e -> Namespace.getNamespace(e.getKey(), e.getValue())).toList();
      compiled = XPathFactory.instance().compile(text, Filters.element(), null, namespaces);
      jaxen = compiled;
    }
    return compiled;
  }

  /** Returns the expression as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
