package org.xen2kvm.converter.policy;

import java.util.Optional;
import org.xen2kvm.converter.report.RuleId;

/**
 * A rule as data: what the user wants done to whatever an XPath selects.
 *
 * @param id its name; {@code user-} in front keeps it apart from the catalogue
 * @param xpath which elements, XPath 1.0
 * @param action what is done to each of them
 * @param reason why, for the change log
 */
public record UserRule(RuleId id, String xpath, Action action, String reason) {

  /** What a user rule does. */
  public sealed interface Action {}

  /** Sets an attribute. */
  public record SetAttribute(String name, String value) implements Action {}

  /** Sets the text of an element without child elements. */
  public record SetText(String text) implements Action {}

  /** Removes the element, or one of its attributes. */
  public record Remove(Optional<String> attribute) implements Action {}

  /** Adds a child element given as XML, unless an equal one is there. */
  public record Add(String xml) implements Action {}
}
