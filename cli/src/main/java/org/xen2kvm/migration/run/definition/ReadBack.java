package org.xen2kvm.migration.run.definition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import javax.xml.transform.Source;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xmlunit.builder.DiffBuilder;
import org.xmlunit.builder.Input;
import org.xmlunit.diff.Comparison;
import org.xmlunit.diff.ComparisonResult;
import org.xmlunit.diff.ComparisonType;
import org.xmlunit.diff.DefaultNodeMatcher;
import org.xmlunit.diff.Difference;
import org.xmlunit.diff.ElementSelector;
import org.xmlunit.diff.ElementSelectors;

/**
 * What a host made of a definition: it adds much and may spell things in another way, but what it does not know it leaves
 * out without a word. Stateless.
 */
public final class ReadBack {
  /** By what devices of one kind are told apart, as far as the definition says it; else the next one in order is it. */
  private static final ElementSelector DEVICES = ElementSelectors.conditionalBuilder()
      .whenElementIsNamed("disk").thenUse(ElementSelectors.byXPath("./target", ElementSelectors.byNameAndAttributes("dev")))
      .whenElementIsNamed("interface").thenUse(ReadBack::sameCard)
      .whenElementIsNamed("controller").thenUse(sameIn("type", "index"))
      .whenElementIsNamed("input").thenUse(sameIn("type", "bus"))
      .whenElementIsNamed("console").thenUse(ReadBack::sameConsole)
      .whenElementIsNamed("channel").thenUse(sameIn("type", "name"))
      .whenElementIsNamed("timer").thenUse(ElementSelectors.byNameAndAttributes("name"))
      .whenElementIsNamed("feature").thenUse(ElementSelectors.byNameAndAttributes("name"))
      .whenElementIsNamed("boot").thenUse(ElementSelectors.byNameAndAttributes("dev"))
      .whenElementIsNamed("vcpupin").thenUse(ElementSelectors.byNameAndAttributes("vcpu"))
      .elseUse(ElementSelectors.byName)
      .build();

  /** What libvirt never gives back without being asked, or keeps elsewhere. */
  private static final Pattern SECRET = Pattern.compile(".*/@(?:passwd|passwdValidTo)$");

  private static final Pattern INDEX = Pattern.compile("\\[1]");

  private ReadBack() {}

  /**
   * Returns the places of the definition, as XPaths, of which nothing is to be found in what the host gives back.
   *
   * @param meant the definition that was given to the host
   * @param made the one that the host gives back
   */
  public static List<String> dropped(String meant, String made) {
    TreeSet<String> places = new TreeSet<>();
    for (Difference difference : DiffBuilder.compare(source(meant)).withTest(source(made))
        .ignoreComments().ignoreWhitespace().checkForSimilar()
        .withNodeMatcher(new DefaultNodeMatcher(DEVICES))
        .withDifferenceEvaluator(ReadBack::dropping)
        .build().getDifferences()) {
      place(difference.getComparison()).ifPresent(places::add);
    }
    List<String> outermost = new ArrayList<>();
    for (String place : places) {
      if (!SECRET.matcher(place).matches() && outermost.stream().noneMatch(above -> place.startsWith(above + "/"))) {
        outermost.add(INDEX.matcher(place).replaceAll(""));
      }
    }
    return outermost;
  }

  private static ElementSelector sameIn(String... attributes) {
    return (meant, made) -> ElementSelectors.byName.canBeCompared(meant, made)
        && Arrays.stream(attributes).allMatch(name ->
            !meant.hasAttribute(name) || meant.getAttribute(name).equals(made.getAttribute(name)));
  }

  /** Without an address libvirt makes one up. */
  private static boolean sameCard(Element meant, Element made) {
    String address = address(meant);
    return ElementSelectors.byName.canBeCompared(meant, made) && (address.isEmpty() || address.equalsIgnoreCase(address(made)));
  }

  private static String address(Element card) {
    return child(card, "mac").map(mac -> mac.getAttribute("address")).orElse("");
  }

  /** libvirt puts one that mirrors the first serial port before all others. */
  private static boolean sameConsole(Element meant, Element made) {
    String target = target(meant);
    return sameIn("type").canBeCompared(meant, made) && (target.isEmpty() || target.equals(target(made)));
  }

  private static String target(Element console) {
    return child(console, "target").map(target -> target.getAttribute("type")).orElse("");
  }

  private static Optional<Element> child(Element element, String name) {
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element found && name.equals(found.getLocalName())) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static Source source(String xml) {
    return Input.fromString(xml).build();
  }

  private static ComparisonResult dropping(Comparison comparison, ComparisonResult outcome) {
    return outcome == ComparisonResult.EQUAL || place(comparison).isEmpty() ? ComparisonResult.EQUAL : outcome;
  }

  /** Returns where something is lost, if that is what a comparison tells. */
  private static Optional<String> place(Comparison comparison) {
    boolean lookup = comparison.getType() == ComparisonType.CHILD_LOOKUP
        || comparison.getType() == ComparisonType.ATTR_NAME_LOOKUP;
    Comparison.Detail meant = comparison.getControlDetails();
    boolean lost = meant.getValue() != null && comparison.getTestDetails().getValue() == null;
    return lookup && lost && meant.getTarget() instanceof Element element && !saysNothing(element, meant.getValue())
        ? Optional.ofNullable(meant.getXPath()) : Optional.empty();
  }

  /** Returns whether what is lost holds without being said, or for a running domain only. */
  private static boolean saysNothing(Element element, Object lost) {
    String parent = element.getParentNode() instanceof Element above ? above.getLocalName() : "";
    String name = ((QName) lost).getLocalPart();
    return switch (element.getLocalName() + "/" + name) {
      case "domain/id" -> true;
      // libvirt draws the ports and the sockets at each start.
      case "graphics/port", "graphics/tlsPort" -> element.getAttribute(name).equals("-1");
      case "source/source" -> element.getAttributes().getLength() == 1 && element.hasAttribute("mode");
      case "graphics/defaultMode" -> element.getAttribute(name).equals("any");
      case "channel/channel" -> parent.equals("graphics") && element.getAttribute("mode").equals("any");
      default -> false;
    };
  }
}
