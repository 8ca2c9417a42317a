package org.xen2kvm.converter.xml;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.StringReader;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.jdom2.CDATA;
import org.jdom2.Comment;
import org.jdom2.Document;
import org.jdom2.Namespace;
import org.jdom2.ProcessingInstruction;
import org.jdom2.Text;
import org.jdom2.UncheckedJDOMFactory;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.xml.DomainSyntaxException.Kind;

/**
 * Reads a hostile text into a {@link DomainTree}: no DTD at all, no entity, no XInclude, bounded size and depth, nothing
 * fetched. Safe for use by several threads.
 */
public final class DomainParser {
  /** Longest text that is read, in characters: libvirt's own limit on a string (VIR_NET_MESSAGE_STRING_MAX, 4 MiB). */
  public static final int MAX_LENGTH = 4 * 1024 * 1024;

  /** Deepest nesting that is read. Real definitions stay under 12; libxml2's own limit is 256. */
  public static final int MAX_DEPTH = 256;

  /** Most elements that are read. Real definitions have some hundred; the limit keeps work on a hostile one short. */
  public static final int MAX_ELEMENTS = 20_000;

  /** Most attributes of an element. Real ones have a dozen; comparing each with each must stay cheap. */
  public static final int MAX_ATTRIBUTES = 256;

  private static final Pattern DECLARED_ENCODING =
      Pattern.compile("\\A<\\?xml[^>]{0,80}?\\sencoding\\s*=\\s*['\"]([A-Za-z0-9._-]{1,40})['\"]");

  private static final XMLInputFactory2 FACTORY = newFactory();

  /** Does not check characters and names again: what the parser hands out is well-formed XML. */
  private static final UncheckedJDOMFactory JDOM = new UncheckedJDOMFactory();

  private final SourceText source;
  private final XMLStreamReader2 reader;
  private final TagCursor tags;
  private @Nullable DomainElement root;
  private @Nullable DomainElement open;
  private int depth;
  private int elements;

  private DomainParser(SourceText source, XMLStreamReader2 reader) {
    this.source = source;
    this.reader = reader;
    this.tags = new TagCursor(source.text());
  }

  private static XMLInputFactory2 newFactory() {
    InputFactoryImpl factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setProperty(XMLInputFactory2.P_REPORT_CDATA, true);
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    return factory;
  }

  /**
   * Returns the tree of a definition.
   *
   * @throws DomainSyntaxException when the text is not well-formed XML, has a DOCTYPE, is over a limit, or declares an
   *     encoding that it cannot have been read in
   */
  public static DomainTree parse(String text) throws DomainSyntaxException {
    return parse(text, null);
  }

  /**
   * Returns the tree of a definition that was made from another text, with the places of its elements there: the tree's lines
   * and columns are those.
   *
   * @throws DomainSyntaxException as {@link #parse(String)}
   */
  public static DomainTree parse(String text, @Nullable SourcePlaces places) throws DomainSyntaxException {
    if (text.length() > MAX_LENGTH) {
      throw new DomainSyntaxException(
          Kind.TOO_LARGE, "The text is longer than " + MAX_LENGTH + " characters, libvirt's own limit", 0, 0);
    }
    if (text.startsWith("<?xml")) {
      Matcher encoding = DECLARED_ENCODING.matcher(text);
      if (encoding.find() && !isUtf8(encoding.group(1))) {
        throw new DomainSyntaxException(
            Kind.ENCODING, "The XML declaration says encoding " + encoding.group(1) + ", not UTF-8", 1, 1);
      }
    }
    refuseControlCharacters(text);
    SourceText source = new SourceText(text);
    try {
      XMLStreamReader2 reader = (XMLStreamReader2) FACTORY.createXMLStreamReader(new StringReader(text));
      try {
        return new DomainTree(source, new DomainParser(source, reader).read(), places);
      } finally {
        // Gives the parser's buffers back for the next text of this thread.
        reader.closeCompletely();
      }
    } catch (XMLStreamException e) {
      Location place = e.getLocation();
      throw new DomainSyntaxException(
          Kind.NOT_WELL_FORMED, firstLine(String.valueOf(e.getMessage())), place == null ? 0 : place.getLineNumber(),
          // The parser has read the character that it complains about.
          place == null ? 0 : Math.max(1, place.getColumnNumber() - 1));
    }
  }

  /** XML has none but three of them, and Aalto takes the others for blanks in end tags and for text in CDATA sections. */
  private static void refuseControlCharacters(String text) throws DomainSyntaxException {
    int line = 1;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line++;
        start = i + 1;
      } else if (c < ' ' && c != '\t' && c != '\r') {
        throw new DomainSyntaxException(
            Kind.NOT_WELL_FORMED, "The text holds the control character " + (int) c + ", which no XML may hold", line, i - start + 1);
      }
    }
  }

  private static boolean isUtf8(String encoding) {
    String name = encoding.toUpperCase(Locale.ROOT);
    return name.equals("UTF-8") || name.equals("UTF8") || name.equals("US-ASCII") || name.equals("ASCII");
  }

  /** The parser writes the place behind the message, on a line of its own. */
  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end).stripTrailing();
  }

  private Document read() throws XMLStreamException, DomainSyntaxException {
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> start();
        case XMLStreamConstants.END_ELEMENT -> end();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.SPACE -> {
          if (open != null) {
            addText(open, reader.getText());
          }
        }
        case XMLStreamConstants.CDATA -> {
          if (open != null) {
            open.addContent(new CDATA(reader.getText()));
          }
        }
        case XMLStreamConstants.COMMENT -> {
          if (open != null) {
            open.addContent(new Comment(reader.getText()));
          }
        }
        case XMLStreamConstants.PROCESSING_INSTRUCTION -> {
          if (open != null) {
            String data = reader.getPIData();
            open.addContent(new ProcessingInstruction(reader.getPITarget(), data == null ? "" : data));
          }
        }
        case XMLStreamConstants.DTD -> throw failure(Kind.DOCTYPE, "The document has a DOCTYPE");
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw failure(Kind.NOT_WELL_FORMED, "The entity '" + reader.getLocalName() + "' is not declared");
        default -> { }
      }
    }
    if (root == null) {
      throw failure(Kind.NOT_WELL_FORMED, "The document has no element");
    }
    return new Document(root);
  }

  /** Adds text, joined with what stands before it: the parser may hand out a run of text in pieces. */
  private static void addText(DomainElement parent, String text) {
    int last = parent.getContentSize() - 1;
    if (last >= 0 && parent.getContent(last) instanceof Text before && !(before instanceof CDATA)) {
      before.append(text);
    } else {
      JDOM.addContent(parent, JDOM.text(text));
    }
  }

  private void start() throws DomainSyntaxException {
    if (++depth > MAX_DEPTH) {
      throw failure(Kind.TOO_LARGE, "Elements are nested deeper than " + MAX_DEPTH);
    }
    if (++elements > MAX_ELEMENTS) {
      throw failure(Kind.TOO_LARGE, "There are more than " + MAX_ELEMENTS + " elements");
    }
    if (reader.getAttributeCount() > MAX_ATTRIBUTES || reader.getNamespaceCount() > MAX_ATTRIBUTES) {
      throw failure(Kind.TOO_LARGE, "An element has more than " + MAX_ATTRIBUTES + " attributes");
    }
    DomainElement element =
        new DomainElement(reader.getLocalName(), namespace(reader.getPrefix(), reader.getNamespaceURI()));
    for (int i = 0; i < reader.getNamespaceCount(); i++) {
      Namespace declared = namespace(reader.getNamespacePrefix(i), reader.getNamespaceURI(i));
      if (!declared.equals(element.getNamespace())) {
        element.addNamespaceDeclaration(declared);
      }
    }
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      Namespace namespace = namespace(reader.getAttributePrefix(i), reader.getAttributeNamespace(i));
      JDOM.setAttribute(
          element, JDOM.attribute(reader.getAttributeLocalName(i), reader.getAttributeValue(i), namespace));
    }
    markStart(element);
    if (open == null) {
      root = element;
    } else {
      JDOM.addContent(open, element);
    }
    open = element;
  }

  /** Notes where the start tag stands. */
  private void markStart(DomainElement element) {
    if (tags.next() && source.text().startsWith(element.getQualifiedName(), tags.start() + 1)) {
      element.tagStart = tags.start();
      element.tagEnd = tags.end();
      element.emptyTag = tags.isEmptyElement();
    }
  }

  private void end() {
    depth--;
    DomainElement element = Objects.requireNonNull(open);
    if (element.emptyTag) {
      element.end = element.tagEnd;
    } else if (tags.next()) {
      element.end = tags.end();
    }
    open = (DomainElement) element.getParentElement();
  }

  private static Namespace namespace(@Nullable String prefix, @Nullable String uri) {
    if (uri == null || uri.isEmpty()) {
      return Namespace.NO_NAMESPACE;
    }
    return Namespace.getNamespace(prefix == null ? "" : prefix, uri);
  }

  private DomainSyntaxException failure(Kind kind, String message) {
    Location place = reader.getLocation();
    return new DomainSyntaxException(kind, message, place.getLineNumber(), place.getColumnNumber());
  }
}
