package org.xen2kvm.proof;

import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xmlunit.builder.DiffBuilder;
import org.xmlunit.diff.Comparison;
import org.xmlunit.diff.ComparisonResult;
import org.xmlunit.diff.ComparisonType;
import org.xmlunit.diff.DefaultNodeMatcher;
import org.xmlunit.diff.Difference;
import org.xmlunit.diff.ElementSelector;
import org.xmlunit.diff.ElementSelectors;

/**
 * In what two definitions of one domain differ for libvirt: elements of one name are compared in their order, because that is
 * the order of disks and interfaces; the order of different names is nothing to libvirt, and neither is white space.
 */
final class DomainComparison {
  /** Stands for what is not there. */
  static final String ABSENT = "-";

  /** NUMA cells and their distances go by their numbers, everything else by its name. */
  private static final ElementSelector SAME = ElementSelectors.conditionalBuilder()
      .whenElementIsNamed("cell").thenUse(ElementSelectors.byNameAndAttributes("id"))
      .whenElementIsNamed("sibling").thenUse(ElementSelectors.byNameAndAttributes("id"))
      .elseUse(ElementSelectors.byName)
      .build();

  /**
   * One difference.
   *
   * @param xpath where it is, in the definition that has it; in the first where both have
   * @param first what the first definition says, as one line
   * @param second what the second says
   */
  record Deviation(String xpath, String first, String second) {}

  private DomainComparison() {}

  /** Compares two definitions. */
  static List<Deviation> of(String first, String second) {
    List<Deviation> deviations = new ArrayList<>();
    Iterable<Difference> differences = DiffBuilder.compare(second)
        .withTest(first)
        .ignoreWhitespace()
        .ignoreComments()
        .withNodeMatcher(new DefaultNodeMatcher(SAME))
        .withDifferenceEvaluator(DomainComparison::weigh)
        .checkForSimilar()
        .build()
        .getDifferences();
    for (Difference difference : differences) {
      add(difference.getComparison(), deviations);
    }
    return deviations;
  }

  /** Numbers of children and attributes are told by the children and attributes themselves. */
  private static ComparisonResult weigh(Comparison comparison, ComparisonResult outcome) {
    ComparisonType type = comparison.getType();
    boolean told = type == ComparisonType.CHILD_NODELIST_LENGTH || type == ComparisonType.CHILD_NODELIST_SEQUENCE
        || type == ComparisonType.ELEMENT_NUM_ATTRIBUTES
        || type == ComparisonType.XML_VERSION || type == ComparisonType.XML_ENCODING || type == ComparisonType.XML_STANDALONE;
    return told ? ComparisonResult.EQUAL : outcome;
  }

  private static void add(Comparison comparison, List<Deviation> deviations) {
    Comparison.Detail second = comparison.getControlDetails();
    Comparison.Detail first = comparison.getTestDetails();
    switch (comparison.getType()) {
      case CHILD_LOOKUP -> {
        boolean inFirst = first.getTarget() != null;
        Comparison.Detail there = inFirst ? first : second;
        String text = print(there.getTarget());
        deviations.add(new Deviation(there.getXPath(), inFirst ? text : ABSENT, inFirst ? ABSENT : text));
      }
      case ATTR_NAME_LOOKUP -> {
        // XMLUnit names the attribute on the side that has it.
        String name = String.valueOf(first.getValue() == null ? second.getValue() : first.getValue());
        boolean inFirst = first.getValue() != null;
        Comparison.Detail there = inFirst ? first : second;
        String value = there.getTarget() instanceof Element element ? element.getAttribute(name) : "";
        deviations.add(new Deviation(there.getXPath(), inFirst ? value : ABSENT, inFirst ? ABSENT : value));
      }
      default -> deviations.add(
          new Deviation(first.getXPath(), String.valueOf(first.getValue()), String.valueOf(second.getValue())));
    }
  }

  /** Prints a node on one line; XMLUnit has taken the white space between elements out. */
  private static String print(Node node) {
    if (!(node instanceof Element element)) {
      return node.getTextContent();
    }
    StringBuilder text = new StringBuilder("<").append(element.getNodeName());
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Attr attribute = (Attr) attributes.item(i);
      text.append(' ').append(attribute.getName()).append("='").append(attribute.getValue()).append('\'');
    }
    NodeList children = element.getChildNodes();
    if (children.getLength() == 0) {
      return text.append("/>").toString();
    }
    text.append('>');
    for (int i = 0; i < children.getLength(); i++) {
      text.append(print(children.item(i)));
    }
    return text.append("</").append(element.getNodeName()).append('>').toString();
  }
}
