package org.xen2kvm.cli.batch;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.ExitCode;

/** How many inputs came to which end: all that is kept of a batch. For one thread. */
public final class Totals {
  private final Map<Fate, Long> counts = new EnumMap<>(Fate.class);
  private final String one;
  private boolean stoppedEarly;
  private @Nullable ExitCode last;

  /** Counts files. */
  public Totals() {
    this("file");
  }

  /**
   * Counts what is called so.
   *
   * @param one the word for one of them
   */
  Totals(String one) {
    this.one = one;
  }

  /**
   * Counts one input.
   *
   * @param alone what the tool exits with if this is the only one and its fate is a bad one
   */
  public void count(Fate fate, ExitCode alone) {
    counts.put(fate, of(fate) + 1);
    last = fate == Fate.PASSED_OVER ? last : alone;
  }

  /** Notes that inputs were left out after a bad one. */
  void stopEarly() {
    stoppedEarly = true;
  }

  public long of(Fate fate) {
    return counts.getOrDefault(fate, 0L);
  }

  /** Returns how many definitions there were; what was passed over is none. */
  public long files() {
    long sum = 0;
    for (long count : counts.values()) {
      sum += count;
    }
    return sum - of(Fate.PASSED_OVER);
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
    return files + " " + one + (files == 1 ? ": " : "s: ")
        + of(Fate.CONVERTED) + " converted, "
        + of(Fate.UNCHANGED) + " unchanged, "
        + of(Fate.REFUSED) + " refused, "
        + of(Fate.FAILED) + " failed"
        + (others == 0 ? "" : "; " + others + " other " + one + (others == 1 ? "" : "s") + " passed over")
        + (stoppedEarly ? "; stopped at the first that was refused or failed" : "");
  }
}
