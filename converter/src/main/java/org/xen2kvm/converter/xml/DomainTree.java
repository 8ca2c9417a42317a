package org.xen2kvm.converter.xml;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jdom2.Attribute;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.xml.xpath.FoundElements;

/**
 * A domain definition that can be searched, edited and printed, where whatever is not edited prints exactly as it was read.
 * Mutable; for one thread.
 *
 * <p>This class holds the mechanics only (addresses, layout, printing). Rules edit through {@code DomainEditor}, which
 * records each edit with its author and reason, and {@code ChangeReplay} makes recorded edits again through the same
 * methods; so the two cannot come apart.
 */
public final class DomainTree {
  private final SourceText source;
  private final Document document;

  /** Where the elements come from when the source was made from another text, whose places are told then. */
  private final @Nullable SourcePlaces places;

  private final FoundElements found;

  /** How many elements of a name were ever added to a parent, removed ones included: no address is given twice. */
  private final IdentityHashMap<Element, Map<String, Integer>> addedCounts = new IdentityHashMap<>();

  DomainTree(SourceText source, Document document, @Nullable SourcePlaces places) {
    this.source = source;
    this.places = places;
    this.document = document;
    this.found = new FoundElements(root());
    ElementAddress.number(root());
  }

  private DomainTree(DomainTree other) {
    this.source = other.source;
    this.places = other.places;
    this.document = new Document(((DomainElement) other.root()).clone());
    this.found = new FoundElements(root());
  }

  /** Returns an independent tree in the same state; only for one that has not been edited yet. */
  public DomainTree copy() {
    return new DomainTree(this);
  }

  Document document() {
    return document;
  }

  public Element root() {
    return document.getRootElement();
  }

  /** Returns the elements that the path selects, in document order; later edits do not change the list. */
  public List<Element> select(DomainPath path) {
    return path.select(this);
  }

  /** Returns what was found on paths so far, and finds the rest. */
  FoundElements found() {
    return found;
  }

  // ---- addresses

  /** Returns the address of an element as {@code Change#xpath} defines it. */
  public String address(Element element) {
    return ElementAddress.of(element);
  }

  /** Returns the element of an address, or null when there is none (any more). */
  public @Nullable Element find(String address) {
    return ElementAddress.find(root(), address);
  }

  /**
   * Returns the 1-based line of an element in the source, or in the text that the source was made from; of its nearest source
   * ancestor for an added one; 0 when nothing in that text says it.
   */
  public int line(Element element) {
    int offset = sourceOffset(element);
    return places == null ? source.line(offset) : places.line(offset);
  }

  /** Returns the 1-based column that belongs to {@link #line}. */
  public int column(Element element) {
    int offset = sourceOffset(element);
    return places == null ? source.column(offset) : places.column(offset);
  }

  private static int sourceOffset(Element element) {
    for (Element at = element; at != null; at = at.getParentElement()) {
      if (((DomainElement) at).hasSource()) {
        return ((DomainElement) at).tagStart;
      }
    }
    return 0;
  }

  /** Returns the index of an element among its parent's child elements. */
  @SuppressWarnings("ReferenceEquality")
  public static int position(Element element) {
    Element parent = parentOf(element);
    int position = 0;
    for (int i = 0; parent.getContent(i) != element; i++) {
      if (parent.getContent(i) instanceof Element) {
        position++;
      }
    }
    return position;
  }

  // ---- edits; each keeps the layout of the text around it

  /** Sets an attribute, or removes it when the value is null. The name may carry one of the element's prefixes. */
  public void setAttribute(Element element, String qualifiedName, @Nullable String value) {
    Attribute attribute = attribute(element, qualifiedName);
    if (value == null) {
      if (attribute != null) {
        element.removeAttribute(attribute);
      }
    } else if (attribute != null) {
      attribute.setValue(value);
    } else {
      int colon = qualifiedName.indexOf(':');
      Namespace namespace =
          colon < 0 ? Namespace.NO_NAMESPACE : element.getNamespace(qualifiedName.substring(0, colon));
      if (namespace == null) {
        throw new IllegalArgumentException("No namespace is bound to the prefix of " + qualifiedName);
      }
      element.setAttribute(qualifiedName.substring(colon + 1), value, namespace);
    }
    ((DomainElement) element).tagChanged = true;
    contentChanged(element.getParentElement());
  }

  /** Returns the attribute of that qualified name, or null. */
  public static @Nullable Attribute attribute(Element element, String qualifiedName) {
    if (qualifiedName.indexOf(':') < 0) {
      return element.getAttribute(qualifiedName);
    }
    for (Attribute attribute : element.getAttributes()) {
      if (attribute.getQualifiedName().equals(qualifiedName)) {
        return attribute;
      }
    }
    return null;
  }

  /** Makes a text the element's only content, in place of whatever text it had; child elements are not allowed. */
  public void setText(Element element, String text) {
    if (DomainElement.hasChildren(element)) {
      throw new IllegalArgumentException("The text of an element with child elements cannot be set: " + address(element));
    }
    element.setText(text);
    contentChanged(element);
  }

  /** Removes an element and the white space that set it apart; a parent left with nothing but white space becomes empty. */
  public void remove(Element element) {
    Element parent = parentOf(element);
    contentChanged(parent);
    found.forget(element);
    Layout.remove(parent, element);
  }

  /**
   * Inserts a copy of an element, laid out like its siblings.
   *
   * @param position its index among the parent's child elements once inserted
   * @return the inserted copy
   */
  public Element insert(Element parent, Element element, int position) {
    DomainElement copy = Layout.bareCopy(element);
    copy.added = true;
    copy.ordinal = addedCounts.computeIfAbsent(parent, p -> new HashMap<>())
        .merge(copy.getQualifiedName(), 1, Integer::sum);
    contentChanged(parent);
    Layout.place(parent, copy, position);
    Layout.layOut(copy);
    ElementAddress.numberChildren(copy);
    found.forget(copy);
    return copy;
  }

  /** Moves an element among its siblings; the index is that among the parent's child elements once moved. */
  public void move(Element element, int position) {
    Element parent = parentOf(element);
    found.forget(element);
    contentChanged(parent);
    Layout.detach(parent, element);
    Layout.place(parent, element, position);
  }

  private static Element parentOf(Element element) {
    Element parent = element.getParentElement();
    if (parent == null) {
      throw new IllegalArgumentException("The root element cannot be removed or moved");
    }
    return parent;
  }

  private static void contentChanged(@Nullable Element element) {
    for (Element at = element; at != null; at = at.getParentElement()) {
      ((DomainElement) at).contentChanged = true;
    }
  }

  /**
   * Returns an element read from a text, ready to be added.
   *
   * @throws IllegalArgumentException when the text is not one well-formed element
   */
  public static Element parseElement(String xml) {
    try {
      return DomainParser.parse(xml).root().detach();
    } catch (DomainSyntaxException e) {
      throw new IllegalArgumentException("Not a well-formed element: " + xml + ": " + e.getMessage(), e);
    }
  }

  // ---- printing

  /** Returns the element alone, on one line, in libvirt's style: the form in which changes carry XML. */
  public static String print(Element element) {
    return LibvirtText.onOneLine(element);
  }

  /** Returns the whole text: the source where nothing was edited, libvirt's style where something was. */
  public String print() {
    DomainElement root = (DomainElement) root();
    String text = source.text();
    if (!root.hasSource()) {
      return LibvirtText.of(root);
    }
    StringBuilder out = new StringBuilder(text.length() + 512);
    out.append(text, 0, root.tagStart);
    LibvirtText.append(out, root, source);
    out.append(text, root.end, text.length());
    return out.toString();
  }
}
