package org.xen2kvm.converter.rule;

import java.util.List;
import java.util.Objects;
import org.jdom2.Attribute;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.Change.Kind;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.xml.DomainPath;
import org.xen2kvm.converter.xml.DomainTree;

/**
 * The only way in which a rule changes a domain: each edit is recorded with the rule and its reason. An edit that would
 * change nothing is not made and not recorded. For one rule, one domain and one thread.
 */
public final class DomainEditor {
  private static final DomainPath DEVICES = DomainPath.of("/domain/devices");

  /** Parts of a domain from {@code <features>} on, in libvirt's order (virDomainDefFormat). */
  private static final List<String> PARTS = List.of(
      "features", "cpu", "clock", "on_poweroff", "on_reboot", "on_crash", "on_lockfailure", "pm", "perf", "devices",
      "seclabel", "keywrap", "launchSecurity");

  private final DomainTree tree;
  private final RuleId rule;
  private final List<Change> log;

  /** Makes an editor that signs with the rule's id and appends to the log. */
  public DomainEditor(DomainTree tree, RuleId rule, List<Change> log) {
    this.tree = tree;
    this.rule = rule;
    this.log = log;
  }

  // ---- looking

  public Element root() {
    return tree.root();
  }

  /** Returns the elements that the path selects now, in document order. */
  public List<Element> select(DomainPath path) {
    return tree.select(path);
  }

  /** Returns the first element that the path selects, or null. */
  public @Nullable Element first(DomainPath path) {
    List<Element> found = tree.select(path);
    return found.isEmpty() ? null : found.get(0);
  }

  public boolean has(DomainPath path) {
    return !tree.select(path).isEmpty();
  }

  // ---- editing

  public void setAttribute(Element element, String name, String value, String reason) {
    Attribute attribute = DomainTree.attribute(element, name);
    String before = attribute == null ? null : attribute.getValue();
    if (!Objects.equals(before, value)) {
      record(Kind.SET_ATTRIBUTE, element, name, before, value, -1, reason);
      tree.setAttribute(element, name, value);
    }
  }

  public void removeAttribute(Element element, String name, String reason) {
    Attribute attribute = DomainTree.attribute(element, name);
    if (attribute != null) {
      record(Kind.REMOVE_ATTRIBUTE, element, name, attribute.getValue(), null, -1, reason);
      tree.setAttribute(element, name, null);
    }
  }

  /** Replaces the text of an element that has no child elements. */
  public void setText(Element element, String text, String reason) {
    String before = element.getText();
    if (!before.equals(text)) {
      record(Kind.SET_TEXT, element, element.getQualifiedName(), before, text, -1, reason);
      tree.setText(element, text);
    }
  }

  public void remove(Element element, String reason) {
    record(Kind.REMOVE_ELEMENT, element, element.getQualifiedName(), DomainTree.print(element), null, -1, reason);
    tree.remove(element);
  }

  /** Removes all that the path selects. */
  public void removeAll(DomainPath path, String reason) {
    // A selected element may stand below another one and go with it.
    for (Element element : select(path)) {
      if (element.getDocument() != null) {
        remove(element, reason);
      }
    }
  }

  /** Adds an element as the parent's last child and returns the one that now stands in the domain. */
  public Element append(Element parent, Element child, String reason) {
    return insert(parent, child, parent.getChildren().size(), reason);
  }

  /** Adds an element right before a sibling and returns the one that now stands in the domain. */
  public Element insertBefore(Element sibling, Element child, String reason) {
    Element parent = Objects.requireNonNull(sibling.getParentElement());
    return insert(parent, child, DomainTree.position(sibling), reason);
  }

  /** Adds an element right behind a sibling and returns the one that now stands in the domain. */
  public Element insertAfter(Element sibling, Element child, String reason) {
    Element parent = Objects.requireNonNull(sibling.getParentElement());
    return insert(parent, child, DomainTree.position(sibling) + 1, reason);
  }

  /** Adds an element at an index among the parent's child elements and returns the one that now stands in the domain. */
  public Element insert(Element parent, Element child, int position, String reason) {
    String xml = DomainTree.print(child);
    record(Kind.ADD_ELEMENT, parent, child.getQualifiedName(), null, xml, position, reason);
    return tree.insert(parent, child, position);
  }

  /** Adds a device behind the last one of its kind, else as the last device; makes {@code <devices>} when there is none. */
  public Element addDevice(Element device, String reason) {
    Element found = first(DEVICES);
    Element devices = found != null ? found : append(root(), new Element("devices"), reason);
    List<Element> same = devices.getChildren(device.getName());
    return same.isEmpty() ? append(devices, device, reason) : insertAfter(same.get(same.size() - 1), device, reason);
  }

  /** Adds a part of the domain that comes with {@code <features>} or behind it, where libvirt writes it. */
  public Element addPart(Element part, String reason) {
    List<String> behind = PARTS.subList(PARTS.indexOf(part.getName()) + 1, PARTS.size());
    List<Element> children = root().getChildren();
    int position = 0;
    while (position < children.size() && !isOneOf(behind, children.get(position))) {
      position++;
    }
    return insert(root(), part, position, reason);
  }

  private static boolean isOneOf(List<String> names, Element element) {
    return names.contains(element.getName()) && element.getNamespaceURI().isEmpty();
  }

  /** Moves an element to an index among its siblings, counted once it is there. */
  public void move(Element element, int position, String reason) {
    int before = DomainTree.position(element);
    if (before != position) {
      String name = element.getQualifiedName();
      record(Kind.MOVE_ELEMENT, element, name, Integer.toString(before), Integer.toString(position), position, reason);
      tree.move(element, position);
    }
  }

  private void record(
      Kind kind,
      Element where,
      String name,
      @Nullable String before,
      @Nullable String after,
      int position,
      String reason) {
    String xpath = tree.address(where);
    if (reason.isBlank()) {
      throw new IllegalArgumentException("Rule " + rule + " gives no reason for its change to " + xpath);
    }
    log.add(new Change(rule, kind, xpath, name, before, after, position, reason, tree.line(where), tree.column(where)));
  }

  // ---- building

  /** Returns a new element with attributes given as name, value, name, value …, ready to be added. */
  public static Element element(String name, String... attributes) {
    Element element = new Element(name);
    for (int i = 0; i < attributes.length; i += 2) {
      element.setAttribute(attributes[i], attributes[i + 1]);
    }
    return element;
  }

  /** Returns a new element with child elements, ready to be added. */
  public static Element element(String name, List<Element> children) {
    return new Element(name).addContent(children);
  }
}
