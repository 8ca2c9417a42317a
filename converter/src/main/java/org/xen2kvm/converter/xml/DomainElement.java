package org.xen2kvm.converter.xml;

import org.jdom2.Element;
import org.jdom2.Namespace;

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

  @Override
  public DomainElement clone() {
    return (DomainElement) super.clone();
  }
}
