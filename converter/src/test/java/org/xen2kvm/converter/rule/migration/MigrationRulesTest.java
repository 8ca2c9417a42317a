package org.xen2kvm.converter.rule.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.policy.Policy.LiveMigration;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleCatalog;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.rule.RuleDescriptor.Activation;

final class MigrationRulesTest {
  private static final List<RuleId> MAKING =
      List.of(new RuleId("os-machine-versioned"), new RuleId("cpu-host-model"), new RuleId("disk-cache-none"));
  private static final List<RuleId> CHECKING =
      MigrationRules.inOrder().stream().map(rule -> rule.descriptor().id()).toList();

  @Test
  void runsNothingOfItUnasked() {
    assertThat(serving(Policy.defaults())).isEmpty();
  }

  @Test
  void onlyLooksForSomebodyWhoWantsToKnow() {
    assertThat(serving(Policy.builder().liveMigration(LiveMigration.CHECKED).build()))
        .containsExactlyElementsOf(CHECKING)
        .doesNotContainAnyElementsOf(MAKING);
  }

  @Test
  void makesAndLooksForSomebodyWhoWantsIt() {
    assertThat(serving(Policy.builder().liveMigration(LiveMigration.WANTED).build()))
        .containsAll(MAKING).containsAll(CHECKING).hasSize(MAKING.size() + CHECKING.size());
  }

  @Test
  void leavesOutWhatIsSwitchedOffAndRunsWhatIsSwitchedOn() {
    RuleId cache = new RuleId("disk-cache-none");

    assertThat(serving(Policy.builder().liveMigration(LiveMigration.WANTED).disable(Set.of(cache)).build()))
        .doesNotContain(cache).contains(new RuleId("disk-cache-migration"));
    assertThat(serving(Policy.builder().enable(Set.of(cache)).build())).containsExactly(cache);
  }

  @Test
  void looksAtTheResultOnly() {
    assertThat(MigrationRules.inOrder()).extracting(rule -> rule.descriptor().phase()).containsOnly(Phase.VERIFY);
  }

  private static List<RuleId> serving(Policy policy) {
    return RuleCatalog.builtIn().under(policy).stream()
        .map(Rule::descriptor)
        .filter(rule -> rule.activation() == Activation.FOR_MIGRATION)
        .map(RuleDescriptor::id)
        .toList();
  }
}
