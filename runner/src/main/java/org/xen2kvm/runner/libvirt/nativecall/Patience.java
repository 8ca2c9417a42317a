package org.xen2kvm.runner.libvirt.nativecall;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;

/**
 * Waits for a native call only so long. Libvirt cannot be interrupted: a call given up goes on, on a daemon thread of its
 * own, and what it brings in the end is disposed of there.
 */
final class Patience {
  private Patience() {}

  /**
   * What the call brings.
   *
   * @param what for the message
   * @param dispose takes what comes too late
   * @throws RunnerException what the call throws; {@link RunnerError#OPERATION_TIMEOUT} when it takes too long,
   *     {@link RunnerError#OPERATION_ABORTED} when this thread is interrupted, which stays set
   */
  static <T> T await(String what, Duration limit, Supplier<T> call, Consumer<T> dispose) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread caller = new Thread(() -> run(result, call, dispose), "libvirt-open");
    caller.setDaemon(true);
    caller.start();
    try {
      return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      return giveUp(result, new RunnerException(
          RunnerError.OPERATION_TIMEOUT, what + " took longer than " + limit.toMillis() + " ms", late));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return giveUp(result, new RunnerException(RunnerError.OPERATION_ABORTED, what + " was interrupted", interrupted));
    } catch (ExecutionException failed) {
      throw unwrapped(Objects.requireNonNull(failed.getCause()));
    }
  }

  private static <T> void run(CompletableFuture<T> result, Supplier<T> call, Consumer<T> dispose) {
    T brought;
    try {
      brought = call.get();
    } catch (RuntimeException | Error failure) { // is thrown to whoever waits
      result.completeExceptionally(failure);
      return;
    }
    if (!result.complete(brought)) {
      dispose.accept(brought);
    }
  }

  /** Gives up, unless the call has succeeded in this very moment. */
  private static <T> T giveUp(CompletableFuture<T> result, RunnerException failure) {
    result.completeExceptionally(failure);
    if (result.isCompletedExceptionally()) {
      throw failure;
    }
    return result.join();
  }

  private static RuntimeException unwrapped(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }
}
