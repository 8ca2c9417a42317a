package org.xen2kvm.converter.xml;

import org.jdom2.Content;
import org.jdom2.Element;
import org.jdom2.Text;
import org.jdom2.Verifier;

/**
 * The white space between elements, kept while they come, go and move: a new one lies like its siblings, and one that goes takes
 * along what set it apart. Stateless.
 */
final class Layout {
  private Layout() {}

  /** Returns whether a node is white space and nothing else. */
  static boolean isBlank(Content content) {
    if (!(content instanceof Text node) || content.getCType() != Content.CType.Text) {
      return false;
    }
    String text = node.getText();
    for (int i = 0; i < text.length(); i++) {
      if (!Verifier.isXMLWhitespace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Removes a child element for good; a parent left with nothing but white space becomes empty. */
  static void remove(Element parent, Element child) {
    detach(parent, child);
    if (holdsBlanksOnly(parent)) {
      parent.removeContent();
    }
  }

  /** Takes a child element out of its parent, with the white space that set it apart. */
  static void detach(Element parent, Element child) {
    int index = parent.indexOf(child);
    parent.removeContent(index);
    if (index > 0 && isBlank(parent.getContent(index - 1))) {
      boolean lastOrBlankNext = index == parent.getContentSize() || isBlank(parent.getContent(index));
      if (lastOrBlankNext) {
        parent.removeContent(index - 1);
      }
    }
  }

  private static boolean holdsBlanksOnly(Element parent) {
    for (int i = 0; i < parent.getContentSize(); i++) {
      if (!isBlank(parent.getContent(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Puts an element among the children of a parent, set apart as its sibling is.
   *
   * @param position its index among the parent's child elements once it is there
   * @throws IllegalArgumentException when there are too few children for that
   */
  static void place(Element parent, Element element, int position) {
    int sibling = indexOfChild(parent, Math.max(position - 1, 0));
    if (sibling < 0 && position == 0) {
      placeOnlyChild(parent, element);
      return;
    }
    if (sibling < 0 || position < 0) {
      throw new IllegalArgumentException(
          "There is no position " + position + " among the children of " + ElementAddress.of(parent));
    }
    String space = blankAt(parent, sibling - 1);
    int index = sibling;
    if (position > 0) {
      index++;
      if (!space.isEmpty()) {
        parent.addContent(index++, new Text(space));
      }
    } else if (!space.isEmpty()) {
      parent.addContent(index, new Text(space));
    }
    parent.addContent(index, element);
  }

  /** Returns where in the content the child element with that index stands, or -1 when there are fewer. */
  private static int indexOfChild(Element parent, int child) {
    int count = 0;
    for (int i = 0; i < parent.getContentSize(); i++) {
      if (parent.getContent(i) instanceof Element && count++ == child) {
        return i;
      }
    }
    return -1;
  }

  private static void placeOnlyChild(Element parent, Element element) {
    boolean blank = holdsBlanksOnly(parent);
    String own = parent.getParentElement() == null ? "\n" : lineBreak(blankBefore(parent));
    if (!blank || own.isEmpty()) {
      parent.addContent(element);
      return;
    }
    parent.removeContent();
    parent.addContent(new Text(own + "  "));
    parent.addContent(element);
    parent.addContent(new Text(own));
  }

  /** Returns the last line break of a white space and what follows it; empty when it has none. */
  private static String lineBreak(String space) {
    int at = space.lastIndexOf('\n');
    return at < 0 ? "" : space.substring(at);
  }

  private static String blankBefore(Element element) {
    Element parent = element.getParentElement();
    return parent == null ? "" : blankAt(parent, parent.indexOf(element) - 1);
  }

  /** Returns the white space at an index of the content, or nothing when something else or nothing is there. */
  private static String blankAt(Element parent, int index) {
    return index >= 0 && isBlank(parent.getContent(index)) ? parent.getContent(index).getValue() : "";
  }

  /** Returns a copy without source positions, and without blanks between child elements: to be laid out where it goes. */
  static DomainElement bareCopy(Element element) {
    DomainElement copy = DomainElement.copyOfTag(element);
    boolean structured = DomainElement.hasChildren(element);
    for (int i = 0; i < element.getContentSize(); i++) {
      Content content = element.getContent(i);
      if (content instanceof Element child) {
        DomainElement.add(copy, bareCopy(child));
      } else if (!structured || !isBlank(content)) {
        DomainElement.add(copy, content.clone());
      }
    }
    return copy;
  }

  /** Indents all that is inside an element as its own place asks for. */
  static void layOut(Element element) {
    layOut(element, lineBreak(blankBefore(element)));
  }

  private static void layOut(Element element, String lineBreak) {
    if (lineBreak.isEmpty() || !DomainElement.hasChildren(element)) {
      return;
    }
    for (Element child : element.getChildren()) {
      element.addContent(element.indexOf(child), new Text(lineBreak + "  "));
      layOut(child, lineBreak + "  ");
    }
    element.addContent(new Text(lineBreak));
  }
}
