package org.xen2kvm.cli.batch;

import java.io.IOException;
import java.util.Iterator;
import org.xen2kvm.cli.input.Input;
import org.xen2kvm.cli.input.LiveInputs;
import org.xen2kvm.cli.outcome.Rendered;
import org.xen2kvm.cli.outcome.Totals;

/** Runs many inputs on several threads and prints their outcomes in the order of the inputs; see {@link InOrder}. For one thread. */
public final class Batch {
  private final DomainRun run;
  private final Output output;
  private final int jobs;
  private final boolean keepGoing;

  /** Where outcomes go, in order. */
  public interface Output {
    /**
     * Prints one outcome.
     *
     * @param position how many inputs come before it, those of other shards among them
     */
    void print(Rendered outcome, long position) throws IOException;
  }

  /**
   * Makes a batch.
   *
   * @param jobs how many inputs are worked on at a time; 1 needs no threads
   * @param keepGoing whether the rest follows after an input that is refused or fails; otherwise none is begun after
   *     it, and those that are under way are finished and counted
   */
  public Batch(DomainRun run, Output output, int jobs, boolean keepGoing) {
    this.run = run;
    this.output = output;
    this.jobs = jobs;
    this.keepGoing = keepGoing;
  }

  /**
   * Runs all inputs.
   *
   * @throws IOException when an outcome cannot be printed; then no further input is begun
   */
  public Totals run(Iterator<Input> inputs) throws IOException {
    Totals totals = new Totals(inputs instanceof LiveInputs ? "domain" : "file", run.shard());
    new InOrder<>(jobs, keepGoing ? InOrder.PORTION : 1, run::run).run(inputs, outcome -> {
      long position = totals.inputs();
      totals.count(outcome);
      output.print(outcome, position);
    }, () -> !keepGoing && totals.hasBad());
    if (inputs.hasNext()) {
      totals.stopEarly();
    }
    return totals;
  }
}
