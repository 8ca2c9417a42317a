package org.xen2kvm.converter.xml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jspecify.annotations.Nullable;

/**
 * An element that knows which characters of the source it came from, so that what no rule touched prints as it was read.
 *
 * <p>Offsets are UTF-16 indexes into the source text, -1 for an element that the conversion added.
 */
@SuppressWarnings("serial") // never serialised
final class DomainElement extends Element {
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

  DomainElement(String name, Namespace namespace) {
    super(name, namespace);
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
    List<Element> children = new ArrayList<>(2);
    for (int i = 0; i < getContentSize(); i++) {
      if (getContent(i) instanceof Element child && isNamed(child, name, namespace)) {
        children.add(child);
      }
    }
    return Collections.unmodifiableList(children);
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

  /** JDOM keeps one object for each namespace of a prefix, so the same object is the common case. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isNamed(Element element, String name, Namespace namespace) {
    Namespace own = element.getNamespace();
    return (own == namespace || own.equals(namespace)) && element.getName().equals(name);
  }

  @Override
  public DomainElement clone() {
    return (DomainElement) super.clone();
  }
}
