package org.xen2kvm.converter.xml;

import java.io.IOException;
import java.io.StringReader;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jdom2.DefaultJDOMFactory;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jdom2.input.sax.SAXHandler;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.xml.DomainSyntaxException.Kind;
import org.xml.sax.Attributes;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;

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

  /** One parser for each thread, for making one costs more than reading a definition. */
  private static final ThreadLocal<XMLReader> READER = ThreadLocal.withInitial(DomainParser::newReader);

  private static final Pattern DECLARED_ENCODING =
      Pattern.compile("\\A<\\?xml[^>]{0,80}?\\sencoding\\s*=\\s*['\"]([A-Za-z0-9._-]{1,40})['\"]");

  private DomainParser() {}

  /**
   * Returns the tree of a definition.
   *
   * @throws DomainSyntaxException when the text is not well-formed XML, has a DOCTYPE, is over a limit, or declares an
   *     encoding that it cannot have been read in
   */
  public static DomainTree parse(String text) throws DomainSyntaxException {
    if (text.length() > MAX_LENGTH) {
      throw new DomainSyntaxException(
          Kind.TOO_LARGE, "The text is longer than " + MAX_LENGTH + " characters, libvirt's own limit", 0, 0);
    }
    Matcher encoding = DECLARED_ENCODING.matcher(text);
    if (encoding.find() && !isUtf8(encoding.group(1))) {
      throw new DomainSyntaxException(
          Kind.ENCODING, "The XML declaration says encoding " + encoding.group(1) + ", not UTF-8", 1, 1);
    }
    SourceText source = new SourceText(text);
    return new DomainTree(source, parse(source));
  }

  private static boolean isUtf8(String encoding) {
    String name = encoding.toUpperCase(Locale.ROOT);
    return name.equals("UTF-8") || name.equals("UTF8") || name.equals("US-ASCII") || name.equals("ASCII");
  }

  private static Document parse(SourceText source) throws DomainSyntaxException {
    PositionHandler handler = new PositionHandler(source);
    try {
      XMLReader reader = READER.get();
      reader.setContentHandler(handler);
      reader.setErrorHandler(handler);
      reader.setProperty("http://xml.org/sax/properties/lexical-handler", handler);
      reader.parse(new InputSource(new StringReader(source.text())));
      return handler.getDocument();
    } catch (LimitException e) {
      throw new DomainSyntaxException(Kind.TOO_LARGE, String.valueOf(e.getMessage()), e.line, e.column);
    } catch (SAXParseException e) {
      String message = String.valueOf(e.getMessage());
      Kind kind = message.contains("DOCTYPE") ? Kind.DOCTYPE : Kind.NOT_WELL_FORMED;
      throw new DomainSyntaxException(kind, message, Math.max(e.getLineNumber(), 0), Math.max(e.getColumnNumber(), 0));
    } catch (SAXException | IOException e) {
      throw new IllegalStateException("Reading a text in memory failed", e);
    }
  }

  private static XMLReader newReader() {
    try {
      SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.setXIncludeAware(false);
      XMLReader reader = factory.newSAXParser().getXMLReader();
      reader.setFeature("http://xml.org/sax/features/namespace-prefixes", true);
      return reader;
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException("The JDK's XML parser lacks a feature it is documented to have", e);
    }
  }

  /** Makes {@link DomainElement}s. */
  private static final class ElementFactory extends DefaultJDOMFactory {
    @Override
    public Element element(int line, int column, String name, @Nullable Namespace namespace) {
      return new DomainElement(name, namespace == null ? Namespace.NO_NAMESPACE : namespace);
    }
  }

  /** A document is over one of our limits. */
  @SuppressWarnings("serial") // never serialised
  private static final class LimitException extends SAXException {
    private final int line;
    private final int column;

    LimitException(String message, @Nullable Locator locator) {
      super(message);
      this.line = locator == null ? 0 : locator.getLineNumber();
      this.column = locator == null ? 0 : locator.getColumnNumber();
    }
  }

  /** Builds the JDOM document and notes where in the source each element stands. */
  private static final class PositionHandler extends SAXHandler implements ErrorHandler {
    private final SourceText source;
    private int depth;
    private int elements;

    PositionHandler(SourceText source) {
      super(new ElementFactory());
      this.source = source;
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) throws SAXException {
      if (++depth > MAX_DEPTH) {
        throw new LimitException("Elements are nested deeper than " + MAX_DEPTH, getDocumentLocator());
      }
      if (++elements > MAX_ELEMENTS) {
        throw new LimitException("There are more than " + MAX_ELEMENTS + " elements", getDocumentLocator());
      }
      super.startElement(uri, localName, qName, attributes);
      DomainElement element = (DomainElement) getCurrentElement();
      int end = offset();
      if (end > 0 && source.text().charAt(end - 1) == '>') {
        // '<' is illegal in attribute values, so the last one before the tag's end opens the tag (XML 1.0, 3.1).
        int start = source.text().lastIndexOf('<', end - 1);
        if (source.text().startsWith(qName, start + 1)) {
          element.tagStart = start;
          element.tagEnd = end;
        }
      }
    }

    @Override
    public void endElement(String uri, String localName, String qName) throws SAXException {
      depth--;
      DomainElement element = (DomainElement) getCurrentElement();
      int end = offset();
      if (element.hasSource() && end >= element.tagEnd && source.text().charAt(end - 1) == '>') {
        element.end = end;
      } else {
        element.tagStart = -1;
      }
      super.endElement(uri, localName, qName);
    }

    private int offset() {
      Locator locator = getDocumentLocator();
      return locator == null ? -1 : source.offset(locator.getLineNumber(), locator.getColumnNumber());
    }

    @Override
    public void warning(SAXParseException exception) {
      // A well-formed document without a DTD gives no warning that concerns a domain.
    }

    @Override
    public void error(SAXParseException exception) throws SAXException {
      throw exception;
    }

    @Override
    public void fatalError(SAXParseException exception) throws SAXException {
      throw exception;
    }
  }
}
