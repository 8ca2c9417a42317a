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
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.input.Input;
import org.xen2kvm.cli.input.Inputs;
import org.xen2kvm.cli.input.Walk;

/**
 * Works on inputs on several threads and hands on what comes of them in the order of the inputs. Between the two there is a window
 * of some inputs for each thread, so memory does not grow with the inputs. A folder that was named and holds no definition is worked
 * on as an input of its own, behind all of its files. For one thread and one run.
 *
 * @param <R> what comes of an input
 */
public final class InOrder<R> {
  /** Portions in the window for each thread: enough that a slow one leaves the other threads work to do. */
  private static final int WINDOW = 4;

  /** Inputs that a thread takes at once: an input takes less than a millisecond, and waking a thread for each would show. */
  public static final int PORTION = 16;

  private final int jobs;
  private final int portion;
  private final Function<Input, R> work;
  private @Nullable Walk walk;

  /** What came of an input, and the folder that it was found below. */
  private record Done<R>(@Nullable Walk walk, R outcome) {}

  /** Where outcomes go, in order. */
  public interface Output<R> {
    /** Takes one outcome. */
    void take(R outcome) throws IOException;
  }

  /**
   * Makes it.
   *
   * @param jobs how many inputs are worked on at a time; 1 needs no threads
   * @param portion inputs that a thread takes at once
   * @param work safe for use by several threads
   */
  public InOrder(int jobs, int portion, Function<Input, R> work) {
    this.jobs = jobs;
    this.portion = portion;
    this.work = work;
  }

  /**
   * Works on the inputs.
   *
   * @param stop asked before each portion whether no further one is to be begun; those under way are finished and handed on
   * @throws IOException when an outcome cannot be taken; then no further input is begun
   */
  public void run(Iterator<Input> inputs, Output<R> output, BooleanSupplier stop) throws IOException {
    if (jobs == 1) {
      while (inputs.hasNext() && !stop.getAsBoolean()) {
        take(done(inputs.next()), output);
      }
    } else {
      runParallel(inputs, output, stop);
    }
    enter(null, output);
  }

  private void runParallel(Iterator<Input> inputs, Output<R> output, BooleanSupplier stop) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    try {
      Deque<Future<List<Done<R>>>> window = new ArrayDeque<>();
      while (inputs.hasNext() && !stop.getAsBoolean()) {
        List<Input> some = new ArrayList<>(portion);
        while (some.size() < portion && inputs.hasNext()) {
          some.add(inputs.next());
        }
        window.add(threads.submit(() -> allDone(some)));
        while (window.size() >= jobs * WINDOW || (!window.isEmpty() && window.element().isDone())) {
          takeAll(window.remove(), output);
        }
      }
      while (!window.isEmpty()) {
        takeAll(window.remove(), output);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Done<R>> allDone(List<Input> inputs) {
    List<Done<R>> done = new ArrayList<>(inputs.size());
    for (Input input : inputs) {
      done.add(done(input));
    }
    return done;
  }

  private Done<R> done(Input input) {
    return new Done<>(input.walk(), work.apply(input));
  }

  private void takeAll(Future<List<Done<R>>> portion, Output<R> output) throws IOException {
    for (Done<R> done : result(portion)) {
      take(done, output);
    }
  }

  private void take(Done<R> done, Output<R> output) throws IOException {
    enter(done.walk(), output);
    output.take(done.outcome());
  }

  /** Outcomes come in order, so when the next one is of elsewhere all files of a folder have been seen. */
  @SuppressWarnings("ReferenceEquality") // the same folder may be named twice
  private void enter(@Nullable Walk next, Output<R> output) throws IOException {
    Walk left = walk;
    if (left != next) {
      walk = next;
      if (left != null && !left.hasDefinition()) {
        output.take(work.apply(left.without()));
      }
    }
  }

  private static <T> T result(Future<T> future) throws IOException {
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
