package org.xen2kvm.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.migration.XenDefinition;

/**
 * libvirt's own tests hold Xen configurations and the domain XML that libvirt makes of each, on a Xen host. Converting the one and
 * converting the other give the same KVM domain.
 */
final class XlOracleTest {
  /** One configuration and what libvirt makes of it. */
  private record Pair(SourceDomain configuration, SourceDomain definition) {}

  @Test
  void aConfigurationBecomesTheDomainThatLibvirtsXmlOfItBecomes() {
    Set<String> found = new TreeSet<>();
    Map<String, String> notConverted = new TreeMap<>();
    List<Pair> pairs = pairs();
    for (Pair pair : pairs) {
      ConversionResult ours = XenDefinition.convert(pair.configuration().text());
      ConversionResult theirs = XenDefinition.convert(pair.definition().text());
      String file = pair.configuration().file();
      if (ours.outcome() != Outcome.CONVERTED || theirs.outcome() != Outcome.CONVERTED) {
        notConverted.put(file, ours.outcome() + " " + ours.findings() + " / " + theirs.outcome());
      } else {
        for (DomainComparison.Deviation deviation : DomainComparison.of(ours.converted(), theirs.converted())) {
          found.add(OracleDifferences.key(file, deviation));
        }
      }
    }
    Set<String> listed = OracleDifferences.read().reasons().keySet();
    Set<String> unlisted = new TreeSet<>(found);
    unlisted.removeAll(listed);
    Set<String> gone = new TreeSet<>(listed);
    gone.removeAll(found);
    System.out.println("Oracle: " + pairs.size() + " pairs, " + found.size() + " differences, of which " + unlisted.size()
        + " are not listed");

    assertThat(pairs).as("pairs").hasSizeGreaterThanOrEqualTo(39);
    assertThat(notConverted).as("not converted").isEmpty();
    assertThat(unlisted).as("differences without a reason in testdata/xl/oracle-differences.tsv").isEmpty();
    assertThat(gone).as("differences that are listed there and are none any more").isEmpty();
  }

  /** The comparison itself sees what it has to. */
  @Test
  void theComparisonSeesWhatDiffers() {
    String first = "<domain type='kvm'><a>1</a><b x='1' y='2'/><c/><disk n='1'/><disk n='2'/></domain>";
    assertThat(DomainComparison.of(
        first, "<domain type='kvm'>\n <c/> <b y='2' x='1'/>\n<disk n='1'/><a>1</a><disk n='2'/></domain>"))
        .isEmpty();
    assertThat(DomainComparison.of(
        first, "<domain type='kvm'><a>2</a><b x='1'/><disk n='2'/><disk n='1'/><e><f/></e></domain>"))
        .extracting(deviation -> deviation.xpath() + " " + deviation.first() + " " + deviation.second())
        .containsExactlyInAnyOrder(
            "/domain[1]/a[1]/text()[1] 1 2",
            "/domain[1]/b[1]/@y 2 -",
            "/domain[1]/c[1] <c/> -",
            "/domain[1]/disk[1]/@n 1 2",
            "/domain[1]/disk[2]/@n 2 1",
            "/domain[1]/e[1] - <e><f/></e>");
  }

  private static List<Pair> pairs() {
    Map<String, SourceDomain> definitions = new TreeMap<>();
    for (SourceDomain source : SourceDomain.corpus()) {
      definitions.put(source.file(), source);
    }
    List<Pair> pairs = new ArrayList<>();
    for (SourceDomain source : definitions.values()) {
      SourceDomain definition = definitions.get(source.file().replaceFirst("\\.cfg$", ".xml"));
      if (source.file().startsWith("golden/") && source.file().endsWith(".cfg") && definition != null) {
        pairs.add(new Pair(source, definition));
      }
    }
    return pairs;
  }
}
