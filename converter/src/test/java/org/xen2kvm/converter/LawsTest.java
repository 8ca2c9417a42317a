package org.xen2kvm.converter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.policy.Policy.LiveMigration;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleCatalog;
import org.xen2kvm.converter.testing.DomainGenerator;
import org.xen2kvm.converter.xml.ChangeReplay;

/** The laws of the library, on many generated domains. */
class LawsTest {
  private static final int DOMAINS = 2_000;

  private static ConversionResult convert(String source, Policy policy) {
    return DomainConverter.convert(source, policy, HostProfile.generic(), GuestFacts.unknown());
  }

  /** Law 1: no change without an author, and every change gives its reason. */
  @Test
  void theRecordedChangesAreTheWholeDifference() {
    int converted = 0;
    for (long seed = 0; seed < DOMAINS; seed++) {
      String source = DomainGenerator.domain(seed);
      ConversionResult result = convert(source, Policy.defaults());
      assertThat(ChangeReplay.replay(source, result.changes())).as("seed %d", seed).isEqualTo(result.converted());
      assertThat(result.changes()).allSatisfy(change -> assertThat(change.reason()).isNotBlank());
      converted += result.outcome() == Outcome.CONVERTED ? 1 : 0;
    }
    assertThat(converted).as("most generated domains convert").isGreaterThan(DOMAINS / 2);
  }

  /** Law 2: a conversion is a fixed point. */
  @Test
  void aConvertedDomainComesBackUnchanged() {
    for (long seed = 0; seed < DOMAINS; seed++) {
      ConversionResult result = convert(DomainGenerator.domain(seed), Policy.defaults());
      if (result.outcome() == Outcome.CONVERTED) {
        ConversionResult again = convert(result.converted(), Policy.defaults());
        assertThat(again.outcome()).as("seed %d: %s", seed, again.findings()).isEqualTo(Outcome.UNCHANGED);
        assertThat(again.converted()).isEqualTo(result.converted());
      }
    }
  }

  /** Both laws, where the result shall be fit for live migration. */
  @Test
  void aDomainMadeFitForLiveMigrationObeysTheSameLaws() {
    Policy policy = Policy.builder().liveMigration(LiveMigration.WANTED).build();
    HostProfile host = new HostProfile("kvm1", "x86_64", Optional.empty(), Optional.empty(),
        Set.of("pc", "q35", "pc-i440fx-7.2", "pc-q35-7.2"), Optional.empty(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(),
        Map.of("pc", "pc-i440fx-7.2", "q35", "pc-q35-7.2"));
    Set<RuleId> authors = new HashSet<>();
    for (long seed = 0; seed < DOMAINS; seed++) {
      String source = DomainGenerator.domain(seed);
      ConversionResult result = DomainConverter.convert(source, policy, host, GuestFacts.unknown());
      assertThat(ChangeReplay.replay(source, result.changes())).as("seed %d", seed).isEqualTo(result.converted());
      result.changes().forEach(change -> authors.add(change.rule()));
      if (result.outcome() == Outcome.CONVERTED) {
        ConversionResult again = DomainConverter.convert(result.converted(), policy, host, GuestFacts.unknown());
        assertThat(again.outcome()).as("seed %d: %s", seed, again.findings()).isEqualTo(Outcome.UNCHANGED);
      }
    }
    assertThat(authors).contains(
        new RuleId("os-machine-versioned"), new RuleId("cpu-host-model"), new RuleId("disk-cache-none"));
  }

  /** Somebody who only asks about live migration gets the same definition, or the reasons why it could not move. */
  @Test
  void askingAboutLiveMigrationChangesNothing() {
    Policy asking = Policy.builder().liveMigration(LiveMigration.CHECKED).build();
    int told = 0;
    for (long seed = 0; seed < 500; seed++) {
      String source = DomainGenerator.domain(seed);
      ConversionResult plain = convert(source, Policy.defaults());
      ConversionResult asked = convert(source, asking);
      if (asked.outcome() != Outcome.REFUSED) {
        assertThat(asked.changes()).as("seed %d", seed).isEqualTo(plain.changes());
      }
      assertThat(asked.findings()).as("seed %d", seed).containsAll(plain.findings());
      told += asked.findings().size() - plain.findings().size();
    }
    assertThat(told).as("findings about live migration").isPositive();
  }

  /** What no rule knows survives. */
  @Test
  void unknownElementsForeignNamespacesCommentsAndSettingsSurvive() {
    List<String> precious = List.of("<!-- kept -->", "kept <my:b/>", "<my:tail xmlns:my='urn:my'/>",
        "<unknown-device level='9'><inner/></unknown-device>", "<nosharepages/>", "<serial>KEPT-", "<tag id='7'/>",
        "<vcpupin vcpu='0' cpuset='0'/>", "it&apos;s a &lt;guest&gt;");
    Set<String> seen = new HashSet<>();
    for (long seed = 0; seed < DOMAINS; seed++) {
      String source = DomainGenerator.domain(seed);
      ConversionResult result = convert(source, Policy.defaults());
      for (String part : precious) {
        if (source.contains(part) && result.outcome() == Outcome.CONVERTED) {
          assertThat(result.converted()).as("seed %d", seed).contains(part);
          seen.add(part);
        }
      }
    }
    assertThat(seen).as("each of them occurred").containsExactlyInAnyOrderElementsOf(precious);
  }

  /** A rule that a policy switches off makes no change, and the others still explain all of the difference. */
  @Test
  void aRuleThatIsOffChangesNothing() {
    List<Rule> rules = RuleCatalog.builtIn().under(Policy.defaults());
    for (long seed = 0; seed < 300; seed++) {
      String source = DomainGenerator.domain(seed);
      for (int i = 0; i < 5; i++) {
        RuleId off = rules.get((int) ((seed * 5 + i) % rules.size())).descriptor().id();
        Policy policy = Policy.builder().disable(Set.of(off)).build();
        if (RuleCatalog.builtIn().under(policy).size() == rules.size()) {
          continue; // one of those that always run
        }
        ConversionResult result = convert(source, policy);
        assertThat(result.changes()).extracting(Change::rule).doesNotContain(off);
        assertThat(ChangeReplay.replay(source, result.changes())).isEqualTo(result.converted());
      }
    }
  }

  /** The converter is a pure function: many threads get what one gets. */
  @Test
  void severalThreadsGetTheSameResults() throws InterruptedException, ExecutionException {
    List<String> sources = new ArrayList<>();
    for (long seed = 0; seed < 200; seed++) {
      sources.add(DomainGenerator.domain(seed));
    }
    List<ConversionResult> alone = sources.stream().map(source -> convert(source, Policy.defaults())).toList();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Callable<List<ConversionResult>>> tasks = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        tasks.add(() -> sources.stream().map(source -> convert(source, Policy.defaults())).toList());
      }
      for (Future<List<ConversionResult>> future : pool.invokeAll(tasks)) {
        assertThat(future.get()).isEqualTo(alone);
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
