package org.xen2kvm.runner;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
 * A host in memory that keeps {@link DomainRunnerContract}: the same states, the same errors with libvirt's numbers, no
 * guest.
 *
 * <p>Its grammar knows the names of the elements below {@code <domain>} and no more; its hypervisor takes the types
 * qemu and kvm on x86_64; a start looks for the disks' image files.
 *
 * <p>Thread-safety: any number of threads.
 */
public final class FakeDomainRunner implements DomainRunner {
  /** What libvirt's domain.rng allows below {@code <domain>}. */
  private static final Set<String> GRAMMAR = Set.of(
      "name", "uuid", "genid", "title", "description", "metadata", "memory", "currentMemory", "maxMemory",
      "memoryBacking", "memtune", "numatune", "vcpu", "vcpus", "iothreads", "iothreadids", "cputune", "blkiotune",
      "resource", "sysinfo", "os", "bootloader", "bootloader_args", "features", "cpu", "clock", "on_poweroff",
      "on_reboot", "on_crash", "on_lockfailure", "pm", "perf", "keywrap", "idmap", "devices", "seclabel",
      "launchSecurity");

  private static final Set<String> VIRT_TYPES = Set.of("qemu", "kvm");
  private static final List<String> MACHINES = List.of("pc", "q35");

  private final Map<String, Domain> domains = new TreeMap<>();
  private boolean closed;

  /** What the host holds of one domain. */
  private record Domain(UUID uuid, String xml, List<String> imageFiles, DomainState state, boolean persistent) {
    Domain in(DomainState other) {
      return new Domain(uuid, xml, imageFiles, other, persistent);
    }

    Domain transientOne() {
      return new Domain(uuid, xml, imageFiles, state, false);
    }
  }

  @Override
  public synchronized DefinedDomain define(String xml, DefineOption... options) {
    requireOpen();
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
    if (!VIRT_TYPES.contains(root.getAttribute("type"))) {
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
    DomainState state = requireFree(name, uuid);
    elements(root, "graphics").forEach(graphics -> graphics.removeAttribute("passwd"));
    List<String> imageFiles =
        elements(root, "source").map(source -> source.getAttribute("file")).filter(file -> !file.isEmpty()).toList();
    domains.put(name, new Domain(uuid, print(document), imageFiles, state, true));
    return new DefinedDomain(name, uuid);
  }

  @Override
  public synchronized String definedXml(String name) {
    return find(name).xml();
  }

  @Override
  public synchronized void start(String name, StartOption... options) {
    Domain domain = find(name);
    if (domain.state().isActive()) {
      throw new RunnerException(RunnerError.OPERATION_INVALID, "domain is already running");
    }
    for (String file : domain.imageFiles()) {
      if (!Files.exists(Path.of(file))) {
        throw new RunnerException(RunnerError.SYSTEM, "Cannot access storage file '" + file + "'");
      }
    }
    boolean paused = List.of(options).contains(StartOption.PAUSED);
    domains.put(name, domain.in(paused ? DomainState.PAUSED : DomainState.RUNNING));
  }

  @Override
  public synchronized DomainState state(String name) {
    return find(name).state();
  }

  @Override
  public synchronized void destroy(String name) {
    Domain domain = find(name);
    if (!domain.state().isActive()) {
      throw new RunnerException(RunnerError.OPERATION_INVALID, "domain is not running");
    }
    if (domain.persistent()) {
      domains.put(name, domain.in(DomainState.SHUT_OFF));
    } else {
      domains.remove(name);
    }
  }

  @Override
  public synchronized void undefine(String name) {
    Domain domain = find(name);
    if (!domain.persistent()) {
      throw new RunnerException(RunnerError.OPERATION_INVALID, "cannot undefine transient domain");
    }
    if (domain.state().isActive()) {
      domains.put(name, domain.transientOne());
    } else {
      domains.remove(name);
    }
  }

  @Override
  public synchronized List<DefinedDomain> list() {
    requireOpen();
    return domains.entrySet().stream()
        .map(entry -> new DefinedDomain(entry.getKey(), entry.getValue().uuid()))
        .toList();
  }

  @Override
  public synchronized String capabilitiesXml() {
    requireOpen();
    return """
        <capabilities>
          <host>
            <cpu>
              <arch>x86_64</arch>
            </cpu>
          </host>
          <guest>
            <os_type>hvm</os_type>
            <arch name='x86_64'>
              <machine maxCpus='255'>pc</machine>
              <machine maxCpus='255'>q35</machine>
              <domain type='qemu'/>
              <domain type='kvm'/>
            </arch>
          </guest>
        </capabilities>
        """;
  }

  @Override
  public synchronized String domainCapabilitiesXml(DomainCapabilitiesQuery query) {
    requireOpen();
    String arch = Objects.requireNonNullElse(query.arch(), "x86_64");
    if (!arch.equals("x86_64")) {
      throw new RunnerException(
          RunnerError.CONFIG_UNSUPPORTED, "unable to find any emulator to serve '" + arch + "' architecture");
    }
    String machine = Objects.requireNonNullElse(query.machine(), "pc");
    if (!MACHINES.contains(machine)) {
      throw new RunnerException(
          RunnerError.INVALID_ARGUMENT, "the machine '" + machine + "' is not supported by emulator");
    }
    return """
        <domainCapabilities>
          <path>%s</path>
          <domain>%s</domain>
          <machine>%s</machine>
          <arch>%s</arch>
        </domainCapabilities>
        """.formatted(
            Objects.requireNonNullElse(query.emulator(), "/usr/bin/qemu-system-x86_64"),
            Objects.requireNonNullElse(query.virtType(), "kvm"),
            machine,
            arch);
  }

  @Override
  public synchronized HostVersion version() {
    requireOpen();
    return new HostVersion("9.0.0", "7.2.0");
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private Domain find(String name) {
    requireOpen();
    Domain domain = domains.get(name);
    if (domain == null) {
      throw new RunnerException(RunnerError.NO_DOMAIN, "no domain with matching name '" + name + "'");
    }
    return domain;
  }

  /**
   * The state of the domain that a definition replaces; refuses when only one of name and UUID is that of a known
   * domain.
   */
  private DomainState requireFree(String name, UUID uuid) {
    Domain known = domains.get(name);
    boolean uuidTaken = domains.values().stream().anyMatch(domain -> domain.uuid().equals(uuid));
    if (known == null ? uuidTaken : !known.uuid().equals(uuid)) {
      throw new RunnerException(
          RunnerError.OPERATION_FAILED, "domain '" + name + "' already exists with another name or uuid");
    }
    return known == null ? DomainState.SHUT_OFF : known.state();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the connection is closed");
    }
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
