package org.xen2kvm.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.xml.ChangeReplay;
import org.xen2kvm.migration.XenDefinition;
import org.xen2kvm.runner.DefineOption;
import org.xen2kvm.runner.DefinedDomain;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.libvirt.EmbeddedLibvirt;

/** Every definition of the shared corpus is converted, or refused for a stated reason; nothing else. */
final class CorpusConversionTest {
  @Test
  void everyFileIsConvertedOrRefusedForAStatedReason() {
    int converted = 0;
    Map<String, String> refused = new TreeMap<>();
    Map<String, String> wrong = new TreeMap<>();
    for (SourceDomain source : SourceDomain.corpus()) {
      ConversionResult result = XenDefinition.convert(source.text());
      switch (result.outcome()) {
        case CONVERTED -> converted++;
        case REFUSED -> refused.put(source.file(), refusingRules(result));
        case UNCHANGED -> wrong.put(source.file(), "unchanged: " + result.findings());
      }
    }
    Map<String, Long> byRule =
        refused.values().stream().collect(Collectors.groupingBy(rule -> rule, TreeMap::new, Collectors.counting()));
    System.out.println("Corpus: " + converted + " converted, " + refused.size() + " refused: " + byRule);

    Map<String, String> stated = new TreeMap<>();
    StatedReasons.read("corpus-refused.tsv").byFile().forEach((file, entry) -> stated.put(file, entry.key()));
    assertThat(wrong).as("neither converted nor refused").isEmpty();
    assertThat(refused).as("refused files and the rules that refuse them").isEqualTo(stated);
  }

  @Test
  void everyConversionIsExplainedAndFinal() {
    int changes = 0;
    for (SourceDomain source : SourceDomain.corpus()) {
      ConversionResult result = XenDefinition.convert(source.text());
      if (result.outcome() == Outcome.CONVERTED) {
        BootableDomain.parse(result.converted()); // well-formed
        assertThat(ChangeReplay.replay(result.definition(), result.changes()))
            .as(source.file())
            .isEqualTo(result.converted());
        ConversionResult again = XenDefinition.convert(result.converted());
        assertThat(again.outcome()).as("%s again: %s", source.file(), again.findings()).isEqualTo(Outcome.UNCHANGED);
        assertThat(again.converted()).as(source.file()).isEqualTo(result.converted());
        changes += result.changes().size();
      }
    }
    System.out.println("Corpus: " + changes + " changes replayed");
  }

  /** As converted, with its own name and UUID and all host resources: the grammar and the QEMU driver's checks. */
  @Test
  void everyConversionIsAcceptedByLibvirt() {
    List<SourceDomain> sources = SourceDomain.corpus();
    DomainRunner runner = EmbeddedLibvirt.shared().runner();
    boolean kvm = runner.capabilitiesXml().contains("<domain type='kvm'");
    if (!kvm) {
      System.out.println("SKIPPED: definitions of type kvm, as this host offers no KVM; those of type qemu are tried");
    }
    StatedReasons exceptions = StatedReasons.read("corpus-exceptions.tsv");
    List<String> rejected = new ArrayList<>();
    Set<String> asStated = new TreeSet<>();
    int accepted = 0;
    for (SourceDomain source : sources) {
      List<ConversionResult> results =
          kvm ? List.of(Conversions.forTcg(source.text()), XenDefinition.convert(source.text()))
              : List.of(Conversions.forTcg(source.text()));
      for (ConversionResult result : results) {
        if (result.outcome() == Outcome.CONVERTED) {
          try {
            DefinedDomain defined = runner.define(result.converted(), DefineOption.VALIDATE);
            runner.undefine(defined.name());
            accepted++;
          } catch (RunnerException refusal) {
            if (exceptions.explains(source.file(), String.valueOf(refusal.getMessage()))) {
              asStated.add(source.file());
            } else {
              rejected.add(source.file() + ": " + refusal.getMessage());
            }
          }
        }
      }
    }
    System.out.println("Corpus: libvirt accepts " + accepted + " definitions, rejects " + rejected.size()
        + "; and as stated " + asStated);
    assertThat(rejected).as("rejected by define --validate").isEmpty();
  }

  /** The first error's rule; a refusal by anything but a guard or the final verification is a bug. */
  private static String refusingRules(ConversionResult result) {
    return result.findings().stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .map(Finding::rule)
        .map(rule -> rule.value())
        .findFirst()
        .orElse("refused without an error");
  }
}
