package org.xen2kvm.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleCatalog;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.rule.RuleDescriptor.Activation;
import org.xen2kvm.converter.rule.guard.SourceNotice;
import org.xen2kvm.converter.rule.guard.SyntaxGuard;

/** The keys {@code rules} and {@code severity}: which rules run, and how grave their findings are. */
final class RuleSections {
  private final YamlDocument document;
  private final JsonNode data;
  private final Problems problems;
  private final Map<String, RuleDescriptor> rules = new HashMap<>();
  private final Set<String> ownIds = new HashSet<>();

  RuleSections(YamlDocument document, Problems problems) {
    this.document = document;
    this.data = document.data();
    this.problems = problems;
    for (Rule rule : RuleCatalog.builtIn().all()) {
      rules.put(rule.descriptor().id().value(), rule.descriptor());
    }
    for (RuleDescriptor guard : SyntaxGuard.descriptors()) {
      rules.put(guard.id().value(), guard);
    }
    for (RuleDescriptor notice : SourceNotice.descriptors()) {
      rules.put(notice.id().value(), notice);
    }
    data.path("user-rules").forEach(rule -> ownIds.add(rule.path("id").asText()));
  }

  /** Switches rules on and off. */
  void switches(Policy.Builder builder) {
    Map<String, Integer> enabled = new HashMap<>();
    Set<RuleId> enable = new HashSet<>();
    Set<RuleId> disable = new HashSet<>();
    for (Location at : items("enable")) {
      knownRule(at).ifPresent(rule -> {
        Policy alone = builder.enable(Set.of(rule.id())).build();
        if (RuleCatalog.builtIn().under(alone).stream().noneMatch(each -> each.descriptor().id().equals(rule.id()))
            && rule.activation() != Activation.ALWAYS) {
          problems.add(at, "the profile " + alone.profile().name().toLowerCase(Locale.ROOT) + " has no rule "
              + Shown.quoted(rule.id().value()));
        }
        enabled.put(rule.id().value(), document.line(at));
        enable.add(rule.id());
      });
    }
    for (Location at : items("disable")) {
      knownRule(at).ifPresent(rule -> {
        String id = rule.id().value();
        if (rule.activation() == Activation.ALWAYS) {
          problems.add(at, Shown.quoted(id) + " cannot be switched off: without it the result could be wrong or unsafe");
        } else if (enabled.containsKey(id)) {
          problems.add(at, Shown.quoted(id) + " is switched on in line " + enabled.get(id));
        }
        disable.add(rule.id());
      });
    }
    builder.enable(enable);
    builder.disable(disable);
  }

  private List<Location> items(String key) {
    List<Location> items = new ArrayList<>();
    for (int i = 0; i < data.path("rules").path(key).size(); i++) {
      items.add(Location.of("rules", key, i));
    }
    return items;
  }

  private Optional<RuleDescriptor> knownRule(Location where) {
    String id = document.text(where);
    RuleDescriptor rule = rules.get(id);
    if (rule == null && ownIds.contains(id)) {
      problems.add(where, Shown.quoted(id) + " is this policy's own rule; it runs because it is in user-rules");
    } else if (rule == null) {
      problems.add(where, "there is no rule " + Shown.quoted(id) + Spelling.hint(id, rules.keySet()));
    }
    return Optional.ofNullable(rule);
  }

  /** Returns how grave the findings of rules are, where that is not as they say themselves. */
  Map<RuleId, Severity> severities() {
    Map<RuleId, Severity> severities = new HashMap<>();
    Set<String> known = new HashSet<>(rules.keySet());
    known.addAll(ownIds);
    data.path("severity").properties().forEach(entry -> {
      String id = entry.getKey();
      Severity severity = Severity.valueOf(entry.getValue().asText().toUpperCase(Locale.ROOT));
      RuleDescriptor rule = rules.get(id);
      if (!known.contains(id)) {
        problems.addToKey(Location.of("severity"), id,
            "there is no rule " + Shown.quoted(id) + Spelling.hint(id, known));
      } else if (rule != null && rule.activation() == Activation.ALWAYS && severity != Severity.ERROR) {
        problems.add(Location.of("severity", id), "the findings of " + Shown.quoted(id)
            + " can only be raised to error: without them the result could be wrong or unsafe");
      } else {
        severities.put(new RuleId(id), severity);
      }
    });
    return severities;
  }
}
