package org.xen2kvm.migration.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.transform.Source;
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
final class ReadBack {
  /** Children by which devices of one kind are told apart. */
  private static final ElementSelector DEVICES = ElementSelectors.conditionalBuilder()
      .whenElementIsNamed("disk").thenUse(ElementSelectors.byXPath("./target", ElementSelectors.byNameAndAttributes("dev")))
      .whenElementIsNamed("interface").thenUse(ElementSelectors.byXPath("./mac", ElementSelectors.byName))
      .whenElementIsNamed("controller").thenUse(ElementSelectors.byNameAndAttributes("type", "index"))
      .whenElementIsNamed("input").thenUse(ElementSelectors.byNameAndAttributes("type", "bus"))
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
  static List<String> dropped(String meant, String made) {
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
    boolean text = meant.getTarget() != null && meant.getTarget().getNodeType() == Node.TEXT_NODE;
    return lookup && lost && !text ? Optional.ofNullable(meant.getXPath()) : Optional.empty();
  }
}
