package org.xen2kvm.converter.rule;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.policy.Policy.LiveMigration;
import org.xen2kvm.converter.policy.Policy.Profile;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.rule.RuleDescriptor.Activation;
import org.xen2kvm.converter.rule.boot.BootRules;
import org.xen2kvm.converter.rule.console.ConsoleRules;
import org.xen2kvm.converter.rule.cpu.CpuRules;
import org.xen2kvm.converter.rule.device.DeviceRules;
import org.xen2kvm.converter.rule.disk.DiskRules;
import org.xen2kvm.converter.rule.diskbus.DiskBusRules;
import org.xen2kvm.converter.rule.disksetting.DiskSettingRules;
import org.xen2kvm.converter.rule.display.DisplayRules;
import org.xen2kvm.converter.rule.domain.DomainRules;
import org.xen2kvm.converter.rule.guard.GuardRules;
import org.xen2kvm.converter.rule.guide.GuideRules;
import org.xen2kvm.converter.rule.hostdev.HostdevRules;
import org.xen2kvm.converter.rule.layout.LayoutRules;
import org.xen2kvm.converter.rule.migration.MigrationRules;
import org.xen2kvm.converter.rule.nic.NicRules;
import org.xen2kvm.converter.rule.os.OsRules;
import org.xen2kvm.converter.rule.vcpu.VcpuRules;

/**
 * Every rule there is, in the order in which rules run: plain lists, no scanning. Immutable; safe for several threads.
 */
public final class RuleCatalog {
  /** The guide's first step is the default profile's, too. */
  private static final RuleId STEP_X1 = new RuleId("domain-type-kvm");

  private static final RuleCatalog BUILT_IN = standard();

  private final Map<Profile, List<Rule>> profiles;
  private final Map<RuleId, Rule> byId = new LinkedHashMap<>();

  private RuleCatalog(List<Rule> defaultProfile, List<Rule> guideProfile) {
    this.profiles = Map.of(Profile.DEFAULT, defaultProfile, Profile.GUIDE, guideProfile);
    Set<Rule> all = new LinkedHashSet<>(defaultProfile);
    all.addAll(guideProfile);
    for (Rule rule : all) {
      if (byId.put(rule.descriptor().id(), rule) != null) {
        throw new IllegalStateException("Two rules have the id " + rule.descriptor().id());
      }
    }
  }

  private static RuleCatalog standard() {
    List<Rule> defaults = defaultProfile();
    return new RuleCatalog(defaults, guideProfile(defaults));
  }

  /** Returns the rules that come with the library. */
  public static RuleCatalog builtIn() {
    return BUILT_IN;
  }

  private static List<Rule> defaultProfile() {
    // The order of this list is the order of conversion.
    return Stream.of(
            GuardRules.inOrder(),
            DomainRules.inOrder(),
            VcpuRules.inOrder(),
            OsRules.inOrder(),
            BootRules.inOrder(),
            CpuRules.inOrder(),
            DiskRules.inOrder(),
            DiskBusRules.inOrder(),
            DiskSettingRules.inOrder(),
            NicRules.inOrder(),
            ConsoleRules.inOrder(),
            DisplayRules.inOrder(),
            HostdevRules.inOrder(),
            DeviceRules.inOrder(),
            LayoutRules.inOrder(),
            MigrationRules.inOrder())
        .flatMap(List::stream)
        .toList();
  }

  /** Guards before, and the look at the result after, are those of the default profile; between them is the guide alone. */
  private static List<Rule> guideProfile(List<Rule> defaults) {
    return Stream.of(
            defaults.stream().filter(rule -> rule.descriptor().phase() == Phase.GUARD),
            defaults.stream().filter(rule -> rule.descriptor().id().equals(STEP_X1)),
            GuideRules.inOrder().stream(),
            defaults.stream().filter(rule -> rule.descriptor().phase() == Phase.VERIFY))
        .flatMap(rules -> rules)
        .toList();
  }

  /** Returns all rules of all profiles, each once. */
  public List<Rule> all() {
    return List.copyOf(byId.values());
  }

  /** Returns the rules that a policy lets run, in order, without its user rules. */
  public List<Rule> under(Policy policy) {
    return profiles.getOrDefault(policy.profile(), List.of()).stream()
        .filter(rule -> runs(rule.descriptor(), policy))
        .toList();
  }

  private static boolean runs(RuleDescriptor rule, Policy policy) {
    if (rule.activation() == Activation.ALWAYS) {
      return true;
    }
    if (policy.disabled().contains(rule.id())) {
      return false;
    }
    if (policy.enabled().contains(rule.id())) {
      return true;
    }
    return rule.activation() == Activation.DEFAULT_ON
        || (rule.activation() == Activation.FOR_MIGRATION && servesMigration(rule, policy.liveMigration()));
  }

  /** What only looks at the result changes nothing, so it runs for somebody who only wants to know. */
  private static boolean servesMigration(RuleDescriptor rule, LiveMigration asked) {
    return switch (asked) {
      case IGNORED -> false;
      case CHECKED -> rule.phase() == Phase.VERIFY;
      case WANTED -> true;
    };
  }
}
