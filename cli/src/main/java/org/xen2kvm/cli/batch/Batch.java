package org.xen2kvm.cli.batch;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.batch.DomainRun.Rendered;

/**
 * Runs many inputs on several threads and prints their outcomes in the order of the inputs. Between reading and
 * printing there is a window of some inputs for each thread, so memory does not grow with the batch. For one thread.
 */
public final class Batch {
  /** Portions in the window for each thread: enough that a slow one leaves the other threads work to do. */
  private static final int WINDOW = 4;

  /** Inputs that a thread takes at once: an input takes less than a millisecond, and waking a thread for each would show. */
  private static final int PORTION = 16;

  private final DomainRun run;
  private final Output output;
  private final int jobs;
  private final boolean keepGoing;
  private @Nullable Walk walk;

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
    Totals totals = inputs instanceof LiveInputs ? new Totals("domain") : new Totals();
    if (jobs == 1) {
      while (inputs.hasNext() && !stop(totals)) {
        print(run.run(inputs.next()), totals);
      }
    } else {
      runParallel(inputs, totals);
    }
    enter(null, totals);
    if (inputs.hasNext()) {
      totals.stopEarly();
    }
    return totals;
  }

  private void runParallel(Iterator<Input> inputs, Totals totals) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    try {
      int size = keepGoing ? PORTION : 1;
      Deque<Future<List<Rendered>>> window = new ArrayDeque<>();
      while (inputs.hasNext() && !stop(totals)) {
        List<Input> portion = new ArrayList<>(size);
        while (portion.size() < size && inputs.hasNext()) {
          portion.add(inputs.next());
        }
        window.add(threads.submit(() -> runAll(portion)));
        while (window.size() >= jobs * WINDOW || (!window.isEmpty() && window.element().isDone())) {
          printAll(window.remove(), totals);
        }
      }
      while (!window.isEmpty()) {
        printAll(window.remove(), totals);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Rendered> runAll(List<Input> portion) {
    List<Rendered> outcomes = new ArrayList<>(portion.size());
    for (Input input : portion) {
      outcomes.add(run.run(input));
    }
    return outcomes;
  }

  private void printAll(Future<List<Rendered>> portion, Totals totals) throws IOException {
    for (Rendered outcome : result(portion)) {
      print(outcome, totals);
    }
  }

  private boolean stop(Totals totals) {
    return !keepGoing && totals.hasBad();
  }

  private void print(Rendered outcome, Totals totals) throws IOException {
    enter(outcome.walk(), totals);
    tell(outcome, totals);
  }

  /** Outcomes come in order, so when the next one is of elsewhere all files of a folder have been seen. */
  @SuppressWarnings("ReferenceEquality") // the same folder may be named twice
  private void enter(@Nullable Walk next, Totals totals) throws IOException {
    Walk left = walk;
    if (left != next) {
      walk = next;
      if (left != null && !left.hasDefinition()) {
        tell(run.run(left.without()), totals);
      }
    }
  }

  private void tell(Rendered outcome, Totals totals) throws IOException {
    totals.count(outcome);
    output.print(outcome);
  }

  private static List<Rendered> result(Future<List<Rendered>> future) throws IOException {
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
