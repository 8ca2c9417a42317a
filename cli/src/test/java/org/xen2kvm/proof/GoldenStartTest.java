package org.xen2kvm.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.rule.RuleCatalog;
import org.xen2kvm.converter.rule.RuleDescriptor.Activation;
import org.xen2kvm.proof.StartCampaign.Entry;

/**
 * Every golden source that converts also starts, on both families of machines, and boots from the disk that Xen booted.
 */
final class GoldenStartTest {
  private static final Set<Activation> ON_REQUEST_ONLY = Set.of(Activation.DEFAULT_OFF, Activation.FOR_MIGRATION);

  private static final Set<RuleId> ON_REQUEST = RuleCatalog.builtIn().all().stream()
      .filter(rule -> ON_REQUEST_ONLY.contains(rule.descriptor().activation()))
      .map(rule -> rule.descriptor().id())
      .collect(Collectors.toUnmodifiableSet());

  /** A case named by a rule that runs only on request is converted with that rule. */
  @ParameterizedTest
  @ValueSource(strings = {"pc", "q35"})
  void everyConvertedSourceStartsFromItsBootDisk(String machine) throws InterruptedException {
    List<Entry> entries = new ArrayList<>();
    for (SourceDomain source : SourceDomain.golden()) {
      Set<RuleId> requested = ON_REQUEST.stream()
          .filter(rule -> rule.value().equals(source.file()))
          .collect(Collectors.toUnmodifiableSet());
      ConversionResult result = Conversions.forTcg(source.text(), machine, requested);
      if (result.outcome() == Outcome.CONVERTED) {
        entries.add(new Entry(source.file(), result));
      }
    }

    StartCampaign campaign = StartCampaign.run(entries);

    System.out.println("Golden sources on " + machine + ", started on a real libvirt:\n" + campaign.table());
    assertThat(entries).as("golden sources that convert").isNotEmpty();
    assertThat(campaign.failures()).as("failures, see the table above").extracting(StartTrial.Outcome::file).isEmpty();
  }
}
