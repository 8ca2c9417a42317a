package org.xen2kvm.converter.xl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.DefinitionKind;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.xml.ChangeReplay;

/** Every configuration for xl or xm of the shared corpus is converted, or refused for a reason that is told with its line. */
final class XlCorpusTest {
  @Test
  void everyConfigurationIsConvertedOrRefusedForAReason() throws IOException {
    Path corpus = Path.of(System.getProperty("xen2kvm.root", ".."), "..", "shared", "corpus");
    if (!Files.isDirectory(corpus)) {
      System.out.println("Skipped: no corpus beside the project");
      return;
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(corpus)) {
      files = walk.filter(file -> file.toString().endsWith(".cfg") || file.toString().endsWith(".conf")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    for (Path file : files) {
      String text = Files.readString(file);
      assertThat(DefinitionKind.of(text)).as(file.toString()).isEqualTo(DefinitionKind.XEN_CONFIG);
      ConversionResult result = DomainConverter.convert(text, Policy.defaults(), HostProfile.generic(), GuestFacts.unknown());
      outcomes.merge(result.outcome(), 1, Integer::sum);
      assertThat(result.outcome()).as(file.toString()).isNotEqualTo(Outcome.UNCHANGED);
      if (result.outcome() == Outcome.CONVERTED) {
        check(result, file);
      } else {
        assertThat(result.findings()).as(file.toString()).anySatisfy(finding -> {
          assertThat(finding.severity()).isEqualTo(Severity.ERROR);
          assertThat(finding.line()).isPositive();
          assertThat(finding.advice()).isNotBlank();
        });
      }
    }
    System.out.println("XlCorpusTest: " + files.size() + " configurations, " + outcomes);
  }

  /** What was read is in the file at the place that is told, and the edits explain what became of the definition. */
  private static void check(ConversionResult result, Path file) {
    String[] lines = result.source().split("\n", -1);
    for (Change change : result.changes()) {
      if (change.kind() == Change.Kind.READ_SETTING) {
        String key = change.name().replaceAll("\\[[0-9]+\\]$", "");
        assertThat(change.line()).as(file + " " + change).isBetween(1, lines.length);
        boolean item = !key.equals(change.name());
        assertThat(lines[change.line() - 1].substring(change.column() - 1)).as(file + " " + change)
            .startsWith(item ? change.before().split("\n", -1)[0] : key);
      }
    }
    for (Finding finding : result.findings()) {
      // Only what is about the whole guest stands on no line of its own.
      assertThat(finding.line()).as(file + " " + finding).isBetween(finding.xpath().equals("/domain") ? 0 : 1, lines.length);
    }
    assertThat(ChangeReplay.replay(result.definition(), result.changes())).as(file.toString()).isEqualTo(result.converted());
  }
}
