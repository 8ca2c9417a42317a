package org.xen2kvm.cli.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** Works on several guests at a time and tells each one's outcome in the order in which they were named. Stateless. */
public final class GuestBatch {
  /** What QEMU and this process need beside an appliance's own memory, MiB. */
  private static final int OVERHEAD = 256;

  /** Undoing is removing a few files, once QEMU has ended. */
  private static final int UNDOING_SECONDS = 60;

  private GuestBatch() {}

  /**
   * Runs the work. When the process is told to end meanwhile, it waits until what was begun is undone.
   *
   * @param jobs how many at a time
   * @param work returns a guest's outcome; ends soon after it is interrupted or cancelled
   * @param cancel ends work that an interrupt does not reach
   */
  public static <S, R> void run(List<S> guests, int jobs, Function<S, R> work, Consumer<R> tell, Runnable cancel) {
    ExecutorService workers = Executors.newFixedThreadPool(Math.min(jobs, Math.max(1, guests.size())));
    Thread ending = new Thread(() -> end(workers, cancel), "xen2kvm-end");
    Runtime.getRuntime().addShutdownHook(ending);
    boolean done = false;
    try {
      List<Future<R>> outcomes = new ArrayList<>();
      for (S guest : guests) {
        outcomes.add(workers.submit(() -> work.apply(guest)));
      }
      for (Future<R> outcome : outcomes) {
        tell.accept(outcome.get());
      }
      done = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Work on a guest failed in a way that it does not know", e.getCause());
    } finally {
      end(workers, done ? () -> {} : cancel);
      forget(ending);
    }
  }

  private static void end(ExecutorService workers, Runnable cancel) {
    workers.shutdownNow();
    cancel.run();
    try {
      workers.awaitTermination(UNDOING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread ending) {
    try {
      Runtime.getRuntime().removeShutdownHook(ending);
    } catch (IllegalStateException e) {
      // The process ends already, and the hook has done the same.
    }
  }

  /** Returns how many appliances of that memory the host can run at a time: one for each core, if there is memory for them. */
  public static int mostJobs(int applianceMebibytes) {
    int cores = Runtime.getRuntime().availableProcessors();
    long free = freeMebibytes();
    return (int) Math.max(1, Math.min(cores, free / (applianceMebibytes + OVERHEAD)));
  }

  /** Returns MemAvailable of /proc/meminfo; unlike the free memory it counts what caches would give back. */
  private static long freeMebibytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
        if (line.startsWith("MemAvailable:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
        }
      }
    } catch (IOException | NumberFormatException e) {
      // A host without /proc/meminfo is bounded by its cores alone.
    }
    return Long.MAX_VALUE;
  }
}
