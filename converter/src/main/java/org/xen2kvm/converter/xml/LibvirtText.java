package org.xen2kvm.converter.xml;

import java.util.List;
import org.jdom2.Attribute;
import org.jdom2.CDATA;
import org.jdom2.Comment;
import org.jdom2.Content;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jdom2.ProcessingInstruction;
import org.jdom2.Text;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.xml.xpath.ElementTest;

/**
 * Prints elements as libvirt's virsh dumpxml does: single quotes, {@code <x/>} for empty elements, the five predefined
 * entities (libvirt's virBufferEscapeString). Stateless.
 */
final class LibvirtText {
  private LibvirtText() {}

  /** Returns the element on its own, without touching its white space. */
  static String of(Element element) {
    StringBuilder out = new StringBuilder(64);
    append(out, element, null);
    return out.toString();
  }

  /**
   * Appends an element; what the source has unchanged is copied from it character by character.
   *
   * @param source the text the element was read from, or null to print everything anew
   */
  static void append(StringBuilder out, Element element, @Nullable SourceText source) {
    DomainElement known = source != null && element instanceof DomainElement e && e.hasSource() ? e : null;
    if (source != null && known != null && known.isUnchanged()) {
      out.append(source.text(), known.tagStart, known.end);
      return;
    }
    boolean empty = element.getContentSize() == 0;
    if (source != null && known != null && !known.tagChanged && !known.emptyTag && !empty) {
      out.append(source.text(), known.tagStart, known.tagEnd);
    } else {
      appendStartTag(out, element);
      if (empty) {
        out.append("/>");
        return;
      }
      out.append('>');
    }
    boolean windows = source != null && source.hasWindowsLineEnds();
    for (int i = 0; i < element.getContentSize(); i++) {
      appendNode(out, element.getContent(i), source, windows);
    }
    out.append("</").append(element.getQualifiedName()).append('>');
  }

  /** Returns an element alone, on one line: the blanks between child elements go. */
  static String onOneLine(Element element) {
    StringBuilder out = new StringBuilder(64);
    // Detached, an element declares the prefixes that its ancestors bind.
    appendOnOneLine(out, isPlain(element) ? element : element.clone());
    return out.toString();
  }

  private static boolean isPlain(Element element) {
    if (!hasPlainNamesOnly(element)) {
      return false;
    }
    for (int i = 0; i < element.getContentSize(); i++) {
      if (element.getContent(i) instanceof Element child && !isPlain(child)) {
        return false;
      }
    }
    return true;
  }

  private static void appendOnOneLine(StringBuilder out, Element element) {
    appendStartTag(out, element);
    if (element.getContentSize() == 0) {
      out.append("/>");
      return;
    }
    out.append('>');
    boolean structured = DomainElement.hasChildren(element);
    for (int i = 0; i < element.getContentSize(); i++) {
      Content node = element.getContent(i);
      if (node instanceof Element child) {
        appendOnOneLine(out, child);
      } else if (!structured || !Layout.isBlank(node)) {
        appendNode(out, node, null, false);
      }
    }
    out.append("</").append(element.getQualifiedName()).append('>');
  }

  private static void appendNode(StringBuilder out, Content node, @Nullable SourceText source, boolean windows) {
    if (node instanceof Element child) {
      append(out, child, source);
    } else if (node instanceof CDATA cdata) {
      out.append("<![CDATA[").append(cdata.getText()).append("]]>");
    } else if (node instanceof Text text) {
      appendEscaped(out, text.getText(), false, windows);
    } else if (node instanceof Comment comment) {
      out.append("<!--").append(comment.getText()).append("-->");
    } else if (node instanceof ProcessingInstruction instruction) {
      out.append("<?").append(instruction.getTarget());
      if (!instruction.getData().isEmpty()) {
        out.append(' ').append(instruction.getData());
      }
      out.append("?>");
    } else {
      throw new IllegalStateException("A document without a DTD has no " + node.getCType());
    }
  }

  private static void appendStartTag(StringBuilder out, Element element) {
    out.append('<').append(element.getQualifiedName());
    if (element.hasAttributes()) {
      List<Attribute> attributes = element.getAttributes();
      for (int i = 0; i < attributes.size(); i++) {
        Attribute attribute = attributes.get(i);
        out.append(' ').append(attribute.getQualifiedName()).append("='");
        appendEscaped(out, attribute.getValue(), true, false);
        out.append('\'');
      }
    }
    if (hasPlainNamesOnly(element)) {
      return;
    }
    for (Namespace namespace : element.getNamespacesIntroduced()) {
      boolean inherited = namespace.equals(Namespace.NO_NAMESPACE) && element.getParentElement() == null;
      if (!inherited) {
        out.append(namespace.getPrefix().isEmpty() ? " xmlns" : " xmlns:" + namespace.getPrefix()).append("='");
        appendEscaped(out, namespace.getURI(), true, false);
        out.append('\'');
      }
    }
  }

  /** The common case, for which JDOM's answer about namespaces costs more than all of the rest of printing. */
  private static boolean hasPlainNamesOnly(Element element) {
    Element parent = element.getParentElement();
    if (!ElementTest.hasNoNamespace(element) || element.hasAdditionalNamespaces()
        || (parent != null && !ElementTest.hasNoNamespace(parent))) {
      return false;
    }
    if (element.hasAttributes()) {
      List<Attribute> attributes = element.getAttributes();
      for (int i = 0; i < attributes.size(); i++) {
        if (!attributes.get(i).getNamespace().equals(Namespace.NO_NAMESPACE)) {
          return false;
        }
      }
    }
    return true;
  }

  private static void appendEscaped(StringBuilder out, String text, boolean attribute, boolean windows) {
    int done = 0;
    for (int i = 0; i < text.length(); i++) {
      String escape = escape(text.charAt(i), attribute, windows);
      if (escape != null) {
        out.append(text, done, i).append(escape);
        done = i + 1;
      }
    }
    out.append(text, done, text.length());
  }

  /** Returns what is written in a character's place, or null for the character itself. */
  private static @Nullable String escape(char c, boolean attribute, boolean windows) {
    return switch (c) {
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '&' -> "&amp;";
      case '"' -> "&quot;";
      case '\'' -> "&apos;";
      case '\r' -> "&#xD;";
      case '\n' -> attribute ? "&#xA;" : windows ? "\r\n" : null;
      case '\t' -> attribute ? "&#x9;" : null;
      default -> null;
    };
  }
}
