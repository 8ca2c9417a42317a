package org.xen2kvm.converter.xl.sketch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jdom2.Attribute;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.Change.Kind;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.rule.guard.ReadingRule;
import org.xen2kvm.converter.xl.sketch.DomainSketch.Read;
import org.xen2kvm.converter.xl.text.Place;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainSyntaxException;
import org.xen2kvm.converter.xml.DomainTree;
import org.xen2kvm.converter.xml.SourcePlaces;

/**
 * A finished sketch.
 *
 * @param definition the text of the Xen definition, in libvirt's style and order
 * @param tree the definition, whose lines and columns are those of the configuration
 * @param settings a change for each setting, in the order of the file
 * @param findings what a person should know, in the order of the file
 */
public record Drawing(String definition, DomainTree tree, List<Change> settings, List<Finding> findings) {
  /** The order in which libvirt writes the children of an element (virDomainDefFormatInternal of 9.0). */
  private static final Map<String, List<String>> ORDER = Map.of(
      "domain", List.of(
          "name", "uuid", "genid", "memory", "currentMemory", "vcpu", "cputune", "numatune", "bootloader", "bootloader_args",
          "os", "features", "cpu", "clock", "on_poweroff", "on_reboot", "on_crash", "devices"),
      "os", List.of("type", "loader", "kernel", "initrd", "cmdline", "acpi", "boot"),
      "features", List.of("acpi", "apic", "pae", "hap", "viridian", "hyperv", "xen"),
      "devices", List.of(
          "emulator", "disk", "controller", "filesystem", "interface", "serial", "parallel", "console", "channel", "input",
          "tpm", "graphics", "sound", "video", "hostdev", "redirdev", "memballoon"));

  public Drawing {
    settings = List.copyOf(settings);
    findings = List.copyOf(findings);
  }

  /**
   * Finishes a sketch.
   *
   * @throws DomainSyntaxException when the definition is over a limit of definitions, as only a hostile file's is
   */
  public static Drawing of(DomainSketch sketch) throws DomainSyntaxException {
    inOrder(sketch.root());
    StringBuilder text = new StringBuilder(4096);
    SourcePlaces.Builder places = new SourcePlaces.Builder();
    append(text, sketch.root(), "", Place.NONE, sketch, places);
    DomainTree tree = DomainParser.parse(text.toString(), places.build());
    IdentityHashMap<Element, Element> drawn = new IdentityHashMap<>();
    pair(sketch.root(), tree.root(), drawn);
    return new Drawing(
        text.toString(), tree, changes(sketch, tree, drawn),
        sorted(sketch.findings(), Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column)));
  }

  private static void inOrder(Element parent) {
    List<String> order = ORDER.get(parent.getName());
    if (order == null) {
      return;
    }
    List<Element> children = new ArrayList<>(parent.getChildren());
    children.sort(Comparator.comparingInt(child -> rank(order, child.getName())));
    parent.removeContent();
    for (Element child : children) {
      parent.addContent(child);
      inOrder(child);
    }
  }

  private static int rank(List<String> order, String name) {
    int rank = order.indexOf(name);
    return rank < 0 ? order.size() : rank;
  }

  private static void append(
      StringBuilder text, Element element, String indent, Place outer, DomainSketch sketch, SourcePlaces.Builder places) {
    Place own = sketch.placeOf(element);
    Place place = own.isKnown() ? own : outer;
    text.append(indent);
    if (place.isKnown()) {
      places.add(text.length(), place.line(), place.column());
    }
    text.append('<').append(element.getName());
    for (Attribute attribute : element.getAttributes()) {
      text.append(' ').append(attribute.getName()).append("='");
      escape(text, attribute.getValue(), true);
      text.append('\'');
    }
    List<Element> children = element.getChildren();
    if (children.isEmpty() && element.getText().isEmpty()) {
      text.append("/>\n");
      return;
    }
    text.append('>');
    if (children.isEmpty()) {
      escape(text, element.getText(), false);
    } else {
      text.append('\n');
      for (Element child : children) {
        append(text, child, indent + "  ", place, sketch, places);
      }
      text.append(indent);
    }
    text.append("</").append(element.getName()).append(">\n");
  }

  /** As libvirt's virBufferEscapeString; a line's end inside a value has to survive being parsed. */
  private static void escape(StringBuilder text, String value, boolean attribute) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '&' -> text.append("&amp;");
        case '"' -> text.append("&quot;");
        case '\'' -> text.append("&apos;");
        case '\r' -> text.append("&#xD;");
        case '\n' -> text.append(attribute ? "&#xA;" : "\n");
        case '\t' -> text.append(attribute ? "&#x9;" : "\t");
        default -> text.append(c);
      }
    }
  }

  private static void pair(Element sketched, Element parsed, IdentityHashMap<Element, Element> drawn) {
    drawn.put(sketched, parsed);
    List<Element> from = sketched.getChildren();
    List<Element> to = parsed.getChildren();
    for (int i = 0; i < from.size(); i++) {
      pair(from.get(i), to.get(i), drawn);
    }
  }

  private static List<Change> changes(DomainSketch sketch, DomainTree tree, IdentityHashMap<Element, Element> drawn) {
    List<Change> changes = new ArrayList<>();
    for (Read read : sketch.settings()) {
      @Nullable Element element = read.element() == null ? null : drawn.get(read.element());
      String after = element == null ? null : DomainTree.print(element);
      String reason = element == null
          ? "Nothing in libvirt's XML has to say this"
          : "This is how libvirt's XML says the setting";
      changes.add(new Change(
          ReadingRule.SETTING.descriptor().id(), Kind.READ_SETTING,
          element == null ? "/domain" : tree.address(element), read.name(),
          read.written(), after, -1, reason, read.place().line(), read.place().column()));
    }
    return sorted(changes, Comparator.comparingInt(Change::line).thenComparingInt(Change::column));
  }

  private static <T> List<T> sorted(List<T> values, Comparator<T> order) {
    List<T> sorted = new ArrayList<>(values);
    sorted.sort(order);
    return sorted;
  }
}
