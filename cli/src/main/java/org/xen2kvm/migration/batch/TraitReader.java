package org.xen2kvm.migration.batch;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.jdom2.Element;
import org.jdom2.UncheckedJDOMFactory;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a definition that its traits are read from: name, UUID, interfaces and disks, in their order. Passing over the
 * rest is three times as fast as parsing the whole definition once more, and a batch does it for each. For one thread.
 */
final class TraitReader {
  private static final UncheckedJDOMFactory JDOM = new UncheckedJDOMFactory();
  private static final XMLInputFactory2 FACTORY = newFactory();

  private final XMLStreamReader2 reader;
  private final List<Element> found = new ArrayList<>();

  private TraitReader(XMLStreamReader2 reader) {
    this.reader = reader;
  }

  private static XMLInputFactory2 newFactory() {
    InputFactoryImpl factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /**
   * Returns the elements.
   *
   * @param definition what the converter has read or made, so well-formed, without a DTD and bounded
   */
  static List<Element> of(String definition) {
    try {
      XMLStreamReader2 reader = (XMLStreamReader2) FACTORY.createXMLStreamReader(new StringReader(definition));
      try {
        TraitReader traits = new TraitReader(reader);
        traits.read();
        return traits.found;
      } finally {
        reader.closeCompletely();
      }
    } catch (XMLStreamException e) {
      throw new IllegalStateException("The converter's result cannot be read", e);
    }
  }

  private void read() throws XMLStreamException {
    int depth = 0;
    boolean inDevices = false;
    @Nullable Element open = null;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          depth++;
          if (open != null) {
            open = under(open, element());
          } else if (isWanted(depth, inDevices)) {
            open = element();
            found.add(open);
          } else if (depth == 2) {
            inDevices = isNamed("devices");
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          open = open == null ? null : open.getParentElement();
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (open != null) {
            open.addContent(JDOM.text(reader.getText()));
          }
        }
        default -> { }
      }
    }
  }

  private boolean isWanted(int depth, boolean inDevices) {
    return (depth == 2 && (isNamed("name") || isNamed("uuid")))
        || (depth == 3 && inDevices && (isNamed("interface") || isNamed("disk")));
  }

  private boolean isNamed(String name) {
    return reader.getLocalName().equals(name) && (reader.getNamespaceURI() == null || reader.getNamespaceURI().isEmpty());
  }

  private Element element() {
    Element element = JDOM.element(reader.getLocalName());
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String namespace = reader.getAttributeNamespace(i);
      if (namespace == null || namespace.isEmpty()) {
        JDOM.setAttribute(element, JDOM.attribute(reader.getAttributeLocalName(i), reader.getAttributeValue(i)));
      }
    }
    return element;
  }

  private static Element under(Element parent, Element child) {
    JDOM.addContent(parent, child);
    return child;
  }
}
