package org.xen2kvm.converter.xml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jdom2.Attribute;
import org.jdom2.Content;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jdom2.UncheckedJDOMFactory;
import org.jspecify.annotations.Nullable;

/**
 * An element that knows which characters of the source it came from, so that what no rule touched prints as it was read.
 *
 * <p>Offsets are UTF-16 indexes into the source text, -1 for an element that the conversion added.
 */
@SuppressWarnings("serial") // never serialised
final class DomainElement extends Element {
  private static final UncheckedJDOMFactory UNCHECKED = new UncheckedJDOMFactory();

  /** Index of the {@code <} of the start tag. */
  int tagStart = -1;

  /** Index behind the {@code >} of the start tag. */
  int tagEnd = -1;

  /** Whether the start tag is that of an empty element. */
  boolean emptyTag;

  /** Index behind the {@code >} of the end tag, or {@link #tagEnd} for an empty-element tag. */
  int end = -1;

  /** Its own tag is no longer what the source says. */
  boolean tagChanged;

  /** Something below it, or its list of children, is no longer what the source says. */
  boolean contentChanged;

  /** 1-based position among the same-named siblings of the source, or among those added; 0 before addressing. */
  int ordinal;

  /** Whether {@link #ordinal} belongs to a number of elements that the conversion added. */
  boolean added;

  /** Whether the address needs no {@code [n]}: the only one of its name in the source. */
  boolean alone;

  /** The address as it was last asked for, and the parent's it was made of; see {@link ElementAddress#of}. */
  @Nullable String address;

  @Nullable String parentAddress;

  /** Makes an element of a name that a parser or JDOM has checked. */
  DomainElement(String name, Namespace namespace) {
    this.name = name;
    this.namespace = namespace;
  }

  boolean hasSource() {
    return tagStart >= 0;
  }

  boolean isUnchanged() {
    return hasSource() && !tagChanged && !contentChanged;
  }

  /**
   * Returns the child elements as they are now; unlike JDOM's list it does not follow later edits, and it is made in one pass.
   * Rules ask for children all the time, and JDOM's filtered views were a tenth of a conversion.
   */
  @Override
  public List<Element> getChildren() {
    if (getContentSize() == 0) {
      return List.of();
    }
    List<Element> children = new ArrayList<>(getContentSize());
    for (int i = 0; i < getContentSize(); i++) {
      if (getContent(i) instanceof Element child) {
        children.add(child);
      }
    }
    return Collections.unmodifiableList(children);
  }

  /** Returns the child elements of a name as they are now; see {@link #getChildren()}. */
  @Override
  public List<Element> getChildren(String name, Namespace namespace) {
    List<Element> children = List.of();
    for (int i = 0; i < getContentSize(); i++) {
      if (getContent(i) instanceof Element child && isNamed(child, name, namespace)) {
        if (children.isEmpty()) {
          children = new ArrayList<>(2);
        }
        children.add(child);
      }
    }
    return children.isEmpty() ? children : Collections.unmodifiableList(children);
  }

  @Override
  public @Nullable Element getChild(String name, Namespace namespace) {
    for (int i = 0; i < getContentSize(); i++) {
      if (getContent(i) instanceof Element child && isNamed(child, name, namespace)) {
        return child;
      }
    }
    return null;
  }

  @Override
  public @Nullable Attribute getAttribute(String name, Namespace namespace) {
    if (hasAttributes()) {
      List<Attribute> attributes = getAttributes();
      for (int i = 0; i < attributes.size(); i++) {
        Attribute attribute = attributes.get(i);
        if (attribute.getName().equals(name) && attribute.getNamespaceURI().equals(namespace.getURI())) {
          return attribute;
        }
      }
    }
    return null;
  }

  /** JDOM compares the namespaces first, which are all the same. */
  @Override
  public @Nullable String getAttributeValue(String name, Namespace namespace, @Nullable String otherwise) {
    Attribute attribute = getAttribute(name, namespace);
    return attribute == null ? otherwise : attribute.getValue();
  }

  /** JDOM keeps one object for each namespace of a prefix, so the same object is the common case. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isNamed(Element element, String name, Namespace namespace) {
    Namespace own = element.getNamespace();
    return (own == namespace || own.equals(namespace)) && element.getName().equals(name);
  }

  /** Returns an independent copy in the same state; unlike JDOM's it does not check again what is checked. */
  @Override
  public DomainElement clone() {
    DomainElement copy = copyOfTag(this);
    copy.tagStart = tagStart;
    copy.tagEnd = tagEnd;
    copy.emptyTag = emptyTag;
    copy.end = end;
    copy.tagChanged = tagChanged;
    copy.contentChanged = contentChanged;
    copy.ordinal = ordinal;
    copy.added = added;
    copy.alone = alone;
    for (int i = 0; i < getContentSize(); i++) {
      add(copy, getContent(i).clone());
    }
    return copy;
  }

  /** Returns a copy of an element's name, attributes and namespaces, without its content. */
  static DomainElement copyOfTag(Element element) {
    DomainElement copy = new DomainElement(element.getName(), element.getNamespace());
    if (element.hasAdditionalNamespaces()) {
      element.getAdditionalNamespaces().forEach(copy::addNamespaceDeclaration);
    }
    if (element.hasAttributes()) {
      List<Attribute> attributes = element.getAttributes();
      for (int i = 0; i < attributes.size(); i++) {
        Attribute attribute = attributes.get(i);
        UNCHECKED.setAttribute(
            copy, UNCHECKED.attribute(attribute.getName(), attribute.getValue(), attribute.getNamespace()));
      }
    }
    return copy;
  }

  /** Adds content that needs no check: it was read, or copied. */
  static void add(Element parent, Content content) {
    UNCHECKED.addContent(parent, content);
  }

  /** Returns whether an element has child elements; JDOM would make a list of them. */
  static boolean hasChildren(Element element) {
    for (int i = 0; i < element.getContentSize(); i++) {
      if (element.getContent(i) instanceof Element) {
        return true;
      }
    }
    return false;
  }
}
