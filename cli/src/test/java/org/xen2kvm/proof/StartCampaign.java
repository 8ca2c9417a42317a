package org.xen2kvm.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.proof.StartTrial.Outcome;
import org.xen2kvm.proof.StartTrial.Verdict;
import org.xen2kvm.runner.libvirt.EmbeddedLibvirt;

/**
 * Starts many converted domains, several at a time, and tells what booted.
 *
 * @param outcomes one for each domain, in the order given
 */
record StartCampaign(List<Outcome> outcomes) {
  /** Domains that boot at once: a few more than small machines have processors. */
  private static final int AT_ONCE = 6;

  /**
   * Domains that boot, or are being ended. That is waiting only, but where the first process of the machine is in no
   * hurry to collect what has ended (containers), libvirt waits for ten seconds.
   */
  private static final int THREADS = 60;

  StartCampaign {
    outcomes = List.copyOf(outcomes);
  }

  /** One converted domain and what it is called. */
  record Entry(String file, ConversionResult result) {}

  /** Tries them all. */
  static StartCampaign run(List<Entry> entries) throws InterruptedException {
    EmbeddedLibvirt libvirt = EmbeddedLibvirt.shared();
    Semaphore booting = new Semaphore(AT_ONCE);
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Outcome>> trials = new ArrayList<>();
      for (Entry entry : entries) {
        trials.add(() -> StartTrial.of(entry.file(), entry.result(), libvirt, booting));
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> trial : pool.invokeAll(trials)) {
        outcomes.add(trial.get());
      }
      StartCampaign campaign = new StartCampaign(outcomes);
      campaign.keepFailures();
      return campaign;
    } catch (ExecutionException broken) {
      throw new AssertionError("a trial could not be made", broken);
    } finally {
      pool.shutdownNow();
    }
  }

  /** Puts what was started and failed where it can be looked at: {@code target/proof/FILE}, the reason as a comment. */
  private void keepFailures() {
    Path folder = Path.of(System.getProperty("basedir", "."), "target", "proof");
    for (Outcome failure : failures()) {
      String reason = failure.detail().replace("--", "- -");
      try {
        Path file = folder.resolve(failure.file().endsWith(".xml") ? failure.file() : failure.file() + ".xml");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, failure.prepared() + "<!-- " + reason + " -->\n", StandardCharsets.UTF_8);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  /** The failures. */
  List<Outcome> failures() {
    return outcomes.stream().filter(outcome -> outcome.verdict() == Verdict.FAILED).toList();
  }

  /** One line for each kind of outcome with its number, then every failure with its reason. */
  String table() {
    StringBuilder table = new StringBuilder();
    for (Verdict verdict : Verdict.values()) {
      long count = outcomes.stream().filter(outcome -> outcome.verdict() == verdict).count();
      String words = verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      table.append(String.format(Locale.ROOT, "%5d %s%n", count, words));
    }
    table.append(String.format(Locale.ROOT, "%5d in all%n", outcomes.size()));
    outcomes.stream()
        .filter(outcome -> outcome.verdict() == Verdict.RUNNING_WITH_NOTHING_TO_BOOT)
        .collect(Collectors.groupingBy(Outcome::detail, TreeMap::new, Collectors.counting()))
        .forEach((why, count) -> table.append("Nothing to boot, ").append(why).append(": ").append(count).append('\n'));
    table.append(failures().stream()
        .map(failure -> "FAILED " + failure.file() + "\n    " + failure.detail() + "\n")
        .collect(Collectors.joining()));
    return table.toString();
  }
}
