package org.xen2kvm.converter.xml;

import java.util.HashMap;
import java.util.Map;
import org.jdom2.Content;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;

/**
 * The address of an element as {@code Change#xpath} defines it: its XPath in the source, or {@code parent/name[+n]} for the n-th
 * one of that name added to that parent. Numbers are given once, so addresses stay good while siblings come and go. Stateless.
 */
final class ElementAddress {
  private ElementAddress() {}

  /** Numbers all elements of a source, before any edit shifts them. */
  static void number(Element root) {
    DomainElement known = (DomainElement) root;
    known.alone = true;
    known.ordinal = 1;
    numberChildren(root);
  }

  /** Numbers all elements below one. */
  static void numberChildren(Element parent) {
    if (!DomainElement.hasChildren(parent)) {
      return;
    }
    Map<String, DomainElement> last = new HashMap<>();
    for (int i = 0; i < parent.getContentSize(); i++) {
      if (parent.getContent(i) instanceof DomainElement child) {
        DomainElement before = last.put(child.getQualifiedName(), child);
        child.alone = before == null;
        child.ordinal = before == null ? 1 : before.ordinal + 1;
        if (before != null) {
          before.alone = false;
        }
        numberChildren(child);
      }
    }
  }

  /**
   * Returns the address. It is made once: an element keeps its number, so its address is good as long as the parent's is the one
   * that it was made of. Several changes to one element then share a text, whose hash the replay needs.
   */
  @SuppressWarnings("ReferenceEquality") // the same text, not an equal one, tells that nothing has come or gone above
  static String of(Element element) {
    Element parent = element.getParentElement();
    String above = parent == null ? "" : of(parent);
    DomainElement known = (DomainElement) element;
    String address = known.address;
    if (address == null || known.parentAddress != above) {
      address = above + '/' + known.getQualifiedName() + number(known);
      known.address = address;
      known.parentAddress = above;
    }
    return address;
  }

  /** Returns what tells an element from its siblings of the same name. */
  private static String number(DomainElement element) {
    if (element.added) {
      return "[+" + element.ordinal + "]";
    }
    return element.alone ? "" : "[" + element.ordinal + "]";
  }

  /** Returns the element of an address, or null when there is none (any more). */
  static @Nullable Element find(Element root, String address) {
    return find(root, address, 0);
  }

  /** Returns the child that the step at an offset of the address names, the last step, or null. */
  static @Nullable Element findChild(Element parent, String address, int start) {
    for (int i = 0; i < parent.getContentSize(); i++) {
      if (parent.getContent(i) instanceof DomainElement child && endOfStep(child, address, start) == address.length()) {
        return child;
      }
    }
    return null;
  }

  /** Matches one step of the address against an element, and the rest against its children. */
  private static @Nullable Element find(Element element, String address, int start) {
    int end = endOfStep((DomainElement) element, address, start);
    if (end < 0 || end == address.length()) {
      return end < 0 ? null : element;
    }
    for (Content content : element.getContent()) {
      Element found = content instanceof Element child ? find(child, address, end) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Returns where the step that names the element ends in the address, or -1 when the step names another one. */
  private static int endOfStep(DomainElement element, String address, int start) {
    String name = element.getQualifiedName();
    int end = start + 1 + name.length();
    boolean named = address.startsWith("/", start) && address.startsWith(name, start + 1);
    if (!named) {
      return -1;
    }
    if (element.added || !element.alone) {
      String number = number(element);
      if (!address.startsWith(number, end)) {
        return -1;
      }
      end += number.length();
    }
    return end == address.length() || address.charAt(end) == '/' ? end : -1;
  }
}
