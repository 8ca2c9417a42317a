package org.xen2kvm.cli.batch;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.xen2kvm.cli.batch.DomainRun.Rendered;

/**
 * Runs many inputs on several threads and prints their outcomes in the order of the inputs. Between reading and
 * printing there is a window of some inputs for each thread, so memory does not grow with the batch. For one thread.
 */
public final class Batch {
  /** Inputs in the window for each thread: enough that a slow one leaves the other threads work to do. */
  private static final int WINDOW = 16;

  private final DomainRun run;
  private final Output output;
  private final int jobs;
  private final boolean keepGoing;

  /** Where outcomes go, in order. */
  public interface Output {
    /** Prints one outcome. */
    void print(Rendered outcome) throws IOException;
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
    Totals totals = new Totals();
    if (jobs == 1) {
      while (inputs.hasNext() && !stop(totals)) {
        print(run.run(inputs.next()), totals);
      }
    } else {
      runParallel(inputs, totals);
    }
    if (inputs.hasNext()) {
      totals.stopEarly();
    }
    return totals;
  }

  private void runParallel(Iterator<Input> inputs, Totals totals) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    try {
      Deque<Future<Rendered>> window = new ArrayDeque<>();
      while (inputs.hasNext() && !stop(totals)) {
        Input input = inputs.next();
        window.add(threads.submit(() -> run.run(input)));
        while (window.size() >= jobs * WINDOW || (!window.isEmpty() && window.element().isDone())) {
          print(result(window.remove()), totals);
        }
      }
      while (!window.isEmpty()) {
        print(result(window.remove()), totals);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private boolean stop(Totals totals) {
    return !keepGoing && totals.hasBad();
  }

  private void print(Rendered outcome, Totals totals) throws IOException {
    totals.count(outcome.fate(), outcome.alone());
    output.print(outcome);
  }

  private static Rendered result(Future<Rendered> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A conversion ended without an outcome", e.getCause());
    }
  }
}
