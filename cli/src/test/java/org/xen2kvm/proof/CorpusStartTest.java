package org.xen2kvm.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.proof.StartCampaign.Entry;

/** Every definition of the shared corpus that converts also starts, and boots from the disk that Xen booted. */
final class CorpusStartTest {
  @Test
  void everyConvertedFileStartsFromItsBootDisk() throws InterruptedException {
    List<Entry> entries = new ArrayList<>();
    for (SourceDomain source : SourceDomain.corpus()) {
      ConversionResult result = Conversions.forTcg(source.text());
      if (result.outcome() == Outcome.CONVERTED) {
        entries.add(new Entry(source.file(), result));
      }
    }

    StartCampaign campaign = StartCampaign.run(entries);

    System.out.println("Corpus, started on a real libvirt:\n" + campaign.table());
    StatedReasons exceptions = StatedReasons.read("corpus-exceptions.tsv");
    Set<String> asStated = new TreeSet<>();
    List<String> unexpected = new ArrayList<>();
    for (StartTrial.Outcome failure : campaign.failures()) {
      if (exceptions.explains(failure.file(), failure.detail())) {
        asStated.add(failure.file());
      } else {
        unexpected.add(failure.file());
      }
    }
    assertThat(unexpected).as("failures without a stated reason, see the table above").isEmpty();
    assertThat(asStated).as("stated exceptions that still are ones").isEqualTo(exceptions.byFile().keySet());
  }
}
