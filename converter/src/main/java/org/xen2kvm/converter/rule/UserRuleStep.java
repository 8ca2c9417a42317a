package org.xen2kvm.converter.rule;

import org.jdom2.Element;
import org.xen2kvm.converter.policy.UserRule;
import org.xen2kvm.converter.policy.UserRule.Add;
import org.xen2kvm.converter.policy.UserRule.Remove;
import org.xen2kvm.converter.policy.UserRule.SetAttribute;
import org.xen2kvm.converter.policy.UserRule.SetText;
import org.xen2kvm.converter.xml.DomainPath;
import org.xen2kvm.converter.xml.DomainTree;

/** A rule of the user, run like any other: through the editor and into the change log. */
public final class UserRuleStep implements Rule {
  private final UserRule rule;
  private final RuleDescriptor descriptor;
  private final DomainPath path;

  /**
   * Compiles a user rule.
   *
   * @throws IllegalArgumentException when its XPath or its XML is none
   */
  public UserRuleStep(UserRule rule) {
    this.rule = rule;
    this.path = DomainPath.of(rule.xpath());
    this.descriptor = RuleDescriptor.of(
        rule.id().value(), Phase.USER, "User rule on " + rule.xpath(), rule.reason(), "the policy");
    if (rule.action() instanceof Add add) {
      DomainTree.parseElement(add.xml());
    }
  }

  @Override
  public RuleDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element element : domain.select(path)) {
      if (element.getDocument() != null) {
        apply(domain, context, element);
      }
    }
  }

  private void apply(DomainEditor domain, RuleContext context, Element element) {
    if (rule.action() instanceof SetAttribute set) {
      domain.setAttribute(element, set.name(), set.value(), rule.reason());
    } else if (rule.action() instanceof SetText set) {
      if (element.getChildren().isEmpty()) {
        domain.setText(element, set.text(), rule.reason());
      } else {
        context.warn(element, "The text of an element with child elements cannot be set", "Narrow the rule's XPath.");
      }
    } else if (rule.action() instanceof Remove remove) {
      if (remove.attribute().isPresent()) {
        domain.removeAttribute(element, remove.attribute().get(), rule.reason());
      } else if (element.getParentElement() == null) {
        context.warn(element, "The domain itself cannot be removed", "Narrow the rule's XPath.");
      } else {
        domain.remove(element, rule.reason());
      }
    } else if (rule.action() instanceof Add add) {
      Element child = DomainTree.parseElement(add.xml());
      String text = DomainTree.print(child);
      boolean there = element.getChildren().stream().anyMatch(each -> DomainTree.print(each).equals(text));
      if (!there) {
        domain.append(element, child, rule.reason());
      }
    }
  }
}
