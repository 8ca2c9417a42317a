package org.xen2kvm.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdom2.Verifier;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.policy.UserRule;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.xml.DomainPath;
import org.xen2kvm.converter.xml.DomainTree;

/** The key {@code user-rules}: what this site changes beyond the rules that come with the program. */
final class UserRulesSection {
  private final YamlDocument document;
  private final Problems problems;

  UserRulesSection(YamlDocument document, Problems problems) {
    this.document = document;
    this.problems = problems;
  }

  /** Returns the rules in the order of the file. */
  List<UserRule> userRules() {
    JsonNode all = document.data().path("user-rules");
    List<UserRule> userRules = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      Location here = Location.of("user-rules", i);
      JsonNode rule = all.path(i);
      int before = problems.count();
      String id = rule.path("id").asText();
      Integer first = lines.putIfAbsent(id, document.line(here.child("id")));
      if (first != null) {
        problems.add(here.child("id"), "the id " + Shown.quoted(id) + " is taken in line " + first);
      }
      String xpath = rule.path("xpath").asText();
      try {
        DomainPath.of(xpath);
      } catch (IllegalArgumentException e) {
        problems.add(here.child("xpath"), Shown.plain(String.valueOf(e.getMessage()), 200));
      }
      UserRule.Action action = action(rule, here);
      if (problems.count() == before) {
        userRules.add(new UserRule(new RuleId(id), xpath, action, rule.path("reason").asText()));
      }
    }
    return userRules;
  }

  private UserRule.Action action(JsonNode rule, Location here) {
    if (rule.has("set")) {
      Location set = here.child("set");
      String name = document.text(set.child("attribute"));
      String value = document.text(set.child("value"));
      refuse(set.child("attribute"), Verifier.checkAttributeName(name));
      refuse(set.child("value"), Verifier.checkCharacterData(value));
      return new UserRule.SetAttribute(name, value);
    }
    if (rule.has("text")) {
      String text = document.text(here.child("text"));
      refuse(here.child("text"), Verifier.checkCharacterData(text));
      return new UserRule.SetText(text);
    }
    if (rule.has("remove")) {
      JsonNode what = rule.path("remove");
      if (what.isBoolean() && !what.asBoolean()) {
        problems.add(here.child("remove"), "true or an attribute name is needed; leave the rule out to remove nothing");
      }
      return new UserRule.Remove(what.isTextual() ? Optional.of(what.asText()) : Optional.empty());
    }
    String xml = rule.path("add").asText();
    try {
      DomainTree.parseElement(xml);
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
      problems.add(here.child("add"), "not one well-formed XML element: " + Shown.plain(why, 200));
    }
    return new UserRule.Add(xml);
  }

  private void refuse(Location where, @Nullable String reason) {
    if (reason != null) {
      problems.add(where, Shown.plain(reason, 200));
    }
  }
}
