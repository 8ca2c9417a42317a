package org.xen2kvm.cli.outcome;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.migration.batch.BatchFindings;
import org.xen2kvm.migration.batch.Shard;
import org.xen2kvm.migration.batch.TraitIndex;

/** How many inputs came to which end, and what they cannot all have: all that is kept of a batch. For one thread. */
public final class Totals {
  private final Map<Fate, Long> counts = new EnumMap<>(Fate.class);
  private final String one;
  private final Optional<Shard> shard;
  private boolean stoppedEarly;
  private final TraitIndex traits = new TraitIndex();
  private @Nullable BatchFindings told;
  private @Nullable ExitCode last;

  /** Counts files. */
  public Totals() {
    this("file", Optional.empty());
  }

  /**
   * Counts what is called so.
   *
   * @param one the word for one of them
   * @param shard the part of them that is worked on; empty when it is all
   */
  public Totals(String one, Optional<Shard> shard) {
    this.one = one;
    this.shard = shard;
  }

  /** Counts one input; inputs come in their order. */
  public void count(Rendered outcome) {
    counts.put(outcome.fate(), of(outcome.fate()) + 1);
    last = outcome.fate() == Fate.PASSED_OVER || outcome.fate() == Fate.ELSEWHERE ? last : outcome.alone();
    outcome.traits().ifPresent(domain -> traits.add(outcome.label(), domain));
  }

  /** Returns what only all inputs together show; nothing where a single one was run. */
  public BatchFindings findings() {
    return told == null ? traits.findings() : told;
  }

  /** Takes in what others have found out about the inputs that were counted, and how many they have passed over. */
  public void tell(BatchFindings findings, long passedOver) {
    told = findings;
    counts.put(Fate.PASSED_OVER, passedOver);
  }

  /** Notes that inputs were left out after a bad one. */
  public void stopEarly() {
    stoppedEarly = true;
  }

  public long of(Fate fate) {
    return counts.getOrDefault(fate, 0L);
  }

  /** Returns how many definitions there were; what was passed over is none, and those of other shards do not count. */
  public long files() {
    return inputs() - of(Fate.PASSED_OVER) - of(Fate.ELSEWHERE);
  }

  /** Returns how many inputs there were in all. */
  public long inputs() {
    long sum = 0;
    for (long count : counts.values()) {
      sum += count;
    }
    return sum;
  }

  /** Returns the part of the inputs that was worked on; empty when it was all of them. */
  public Optional<Shard> shard() {
    return shard;
  }

  public boolean stoppedEarly() {
    return stoppedEarly;
  }

  /** Returns whether an input was refused or failed. */
  public boolean hasBad() {
    return of(Fate.REFUSED) + of(Fate.FAILED) > 0;
  }

  /**
   * Returns what the tool exits with.
   *
   * @param single whether the arguments could name one definition only
   * @param detailed whether changes are told by the exit code
   */
  public ExitCode exitCode(boolean single, boolean detailed) {
    if (hasBad()) {
      return single && last != null ? last : ExitCode.INCOMPLETE;
    }
    return detailed && of(Fate.CONVERTED) > 0 ? ExitCode.CHANGES : ExitCode.DONE;
  }

  /** Returns the line that ends a batch. */
  public String summary() {
    long files = files();
    long others = of(Fate.PASSED_OVER);
    return shard.map(part -> "shard " + part + ": ").orElse("") + files + " " + one + (files == 1 ? ": " : "s: ")
        + of(Fate.CONVERTED) + " converted, "
        + of(Fate.UNCHANGED) + " unchanged, "
        + of(Fate.REFUSED) + " refused, "
        + of(Fate.FAILED) + " failed"
        + (others == 0 ? "" : "; " + others + " other " + one + (others == 1 ? "" : "s") + " passed over")
        + (shard.isEmpty() ? "" : "; " + of(Fate.ELSEWHERE) + " in other shards")
        + (stoppedEarly ? "; stopped at the first that was refused or failed" : "");
  }
}
