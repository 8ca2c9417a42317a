package org.xen2kvm.converter.rule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.rule.RuleDescriptor.Activation;
import org.xen2kvm.converter.rule.console.ConsoleRules;
import org.xen2kvm.converter.rule.cpu.CpuRules;
import org.xen2kvm.converter.rule.device.DeviceRules;
import org.xen2kvm.converter.rule.disk.DiskRules;
import org.xen2kvm.converter.rule.domain.DomainRules;
import org.xen2kvm.converter.rule.guard.GuardRules;
import org.xen2kvm.converter.rule.layout.LayoutRules;
import org.xen2kvm.converter.rule.nic.NicRules;
import org.xen2kvm.converter.rule.os.OsRules;

/**
 * Every rule there is, in the order in which rules run: one plain list, no scanning. Immutable; safe for several threads.
 */
public final class RuleCatalog {
  private static final RuleCatalog BUILT_IN = new RuleCatalog(builtInRules());

  private final List<Rule> rules;
  private final Map<RuleId, Rule> byId = new LinkedHashMap<>();

  private RuleCatalog(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    for (Rule rule : rules) {
      if (byId.put(rule.descriptor().id(), rule) != null) {
        throw new IllegalStateException("Two rules have the id " + rule.descriptor().id());
      }
    }
  }

  /** Returns the rules that come with the library. */
  public static RuleCatalog builtIn() {
    return BUILT_IN;
  }

  private static List<Rule> builtInRules() {
    // The order of this list is the order of conversion.
    return Stream.of(
            GuardRules.inOrder(),
            DomainRules.inOrder(),
            OsRules.inOrder(),
            CpuRules.inOrder(),
            DiskRules.inOrder(),
            NicRules.inOrder(),
            ConsoleRules.inOrder(),
            DeviceRules.inOrder(),
            LayoutRules.inOrder())
        .flatMap(List::stream)
        .toList();
  }

  /** Returns all rules in order. */
  public List<Rule> all() {
    return rules;
  }

  public Optional<Rule> find(RuleId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Returns the rules that a policy lets run, in order, without its user rules. */
  public List<Rule> under(Policy policy) {
    return rules.stream().filter(rule -> runs(rule.descriptor(), policy)).toList();
  }

  private static boolean runs(RuleDescriptor rule, Policy policy) {
    if (rule.activation() == Activation.ALWAYS) {
      return true;
    }
    if (policy.disabled().contains(rule.id())) {
      return false;
    }
    return rule.activation() == Activation.DEFAULT_ON || policy.enabled().contains(rule.id());
  }
}
