package org.xen2kvm.runner;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What the fake host makes of a definition, refused with libvirt's errors.
 *
 * @param xml without passwords, with a UUID
 * @param secretXml the same with its passwords
 * @param imageFiles of its disks
 * @param console its serial console can be opened
 * @param agentChannel an agent in the guest would be heard
 */
record FakeDefinition(
    String name, UUID uuid, String xml, String secretXml, List<String> imageFiles, boolean console, boolean agentChannel) {
  /** What libvirt's domain.rng allows below {@code <domain>}. */
  private static final Set<String> GRAMMAR = Set.of(
      "name", "uuid", "genid", "title", "description", "metadata", "memory", "currentMemory", "maxMemory",
      "memoryBacking", "memtune", "numatune", "vcpu", "vcpus", "iothreads", "iothreadids", "cputune", "blkiotune",
      "resource", "sysinfo", "os", "bootloader", "bootloader_args", "features", "cpu", "clock", "on_poweroff",
      "on_reboot", "on_crash", "on_lockfailure", "pm", "perf", "keywrap", "idmap", "devices", "seclabel",
      "launchSecurity");

  /** The same under another name. */
  FakeDefinition named(String other) {
    return new FakeDefinition(other, uuid, xml.replace("<name>" + name + "<", "<name>" + other + "<"),
        secretXml.replace("<name>" + name + "<", "<name>" + other + "<"), imageFiles, console, agentChannel);
  }

  /** The definition in a text, for a host that takes domains of some types. */
  static FakeDefinition of(String xml, Set<String> types, DefineOption... options) {
    Document document = parse(xml);
    Element root = document.getDocumentElement();
    if (!root.getTagName().equals("domain")) {
      throw new RunnerException(RunnerError.XML, "expecting root element of 'domain', not '" + root.getTagName() + "'");
    }
    if (List.of(options).contains(DefineOption.VALIDATE)) {
      children(root).map(Element::getTagName).filter(tag -> !GRAMMAR.contains(tag)).findFirst().ifPresent(tag -> {
        throw new RunnerException(RunnerError.XML_INVALID_SCHEMA, "Element domain has extra content: " + tag);
      });
    }
    if (!types.contains(root.getAttribute("type"))) {
      throw new RunnerException(
          RunnerError.CONFIG_UNSUPPORTED, "Emulator does not support virt type '" + root.getAttribute("type") + "'");
    }
    String name = child(root, "name").map(Element::getTextContent)
        .orElseThrow(() -> new RunnerException(RunnerError.XML, "missing name information"));
    UUID uuid = child(root, "uuid").map(given -> UUID.fromString(given.getTextContent().strip())).orElseGet(() -> {
      UUID made = UUID.randomUUID();
      root.appendChild(document.createElement("uuid")).setTextContent(made.toString());
      return made;
    });
    String secretXml = print(document);
    elements(root, "graphics").forEach(graphics -> graphics.removeAttribute("passwd"));
    List<String> imageFiles =
        elements(root, "source").map(source -> source.getAttribute("file")).filter(file -> !file.isEmpty()).toList();
    boolean console = Stream.concat(elements(root, "console"), elements(root, "serial"))
        .anyMatch(device -> device.getAttribute("type").equals("pty"));
    boolean agentChannel =
        elements(root, "target").anyMatch(target -> target.getAttribute("name").equals("org.qemu.guest_agent.0"));
    return new FakeDefinition(name, uuid, print(document), secretXml, imageFiles, console, agentChannel);
  }

  private static Document parse(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      return builder.parse(new InputSource(new StringReader(xml)));
    } catch (SAXException malformed) {
      String message = Objects.requireNonNullElse(malformed.getMessage(), "malformed");
      throw new RunnerException(RunnerError.XML_SYNTAX, message, malformed);
    } catch (IOException | ParserConfigurationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String print(Document document) {
    try {
      Transformer transformer = TransformerFactory.newInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter text = new StringWriter();
      transformer.transform(new DOMSource(document), new StreamResult(text));
      return text.toString();
    } catch (TransformerException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Optional<Element> child(Element parent, String tag) {
    return children(parent).filter(element -> element.getTagName().equals(tag)).findFirst();
  }

  private static Stream<Element> children(Element parent) {
    return elements(parent, "*").filter(element -> parent.isSameNode(element.getParentNode()));
  }

  private static Stream<Element> elements(Element parent, String tag) {
    var nodes = parent.getElementsByTagName(tag);
    return IntStream.range(0, nodes.getLength()).mapToObj(index -> (Element) nodes.item(index));
  }
}
