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
    List<Content> content = element.getContent();
    if (source != null && known != null && !known.tagChanged && !known.emptyTag && !content.isEmpty()) {
      out.append(source.text(), known.tagStart, known.tagEnd);
    } else {
      appendStartTag(out, element);
      if (content.isEmpty()) {
        out.append("/>");
        return;
      }
      out.append('>');
    }
    boolean windows = source != null && source.hasWindowsLineEnds();
    for (Content node : content) {
      appendNode(out, node, source, windows);
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
    for (Element child : element.getChildren()) {
      if (!isPlain(child)) {
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
    boolean structured = !element.getChildren().isEmpty();
    for (Content node : element.getContent()) {
      if (node instanceof Element child) {
        appendOnOneLine(out, child);
      } else if (!structured || !DomainTree.isBlank(node)) {
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
      for (Attribute attribute : element.getAttributes()) {
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
    if (!element.getNamespace().equals(Namespace.NO_NAMESPACE) || !element.getAdditionalNamespaces().isEmpty()
        || (parent != null && !parent.getNamespace().equals(Namespace.NO_NAMESPACE))) {
      return false;
    }
    if (element.hasAttributes()) {
      for (Attribute attribute : element.getAttributes()) {
        if (!attribute.getNamespace().equals(Namespace.NO_NAMESPACE)) {
          return false;
        }
      }
    }
    return true;
  }

  private static void appendEscaped(StringBuilder out, String text, boolean attribute, boolean windows) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&apos;");
        case '\r' -> out.append("&#xD;");
        case '\n' -> out.append(attribute ? "&#xA;" : windows ? "\r\n" : "\n");
        case '\t' -> out.append(attribute ? "&#x9;" : "\t");
        default -> out.append(c);
      }
    }
  }
}
