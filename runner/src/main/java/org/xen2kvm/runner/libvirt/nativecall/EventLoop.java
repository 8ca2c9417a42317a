package org.xen2kvm.runner.libvirt.nativecall;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;

/**
 * Libvirt's event loop on its thread, and a way to run something there.
 *
 * <p>Streams are touched on this thread only: libvirt calls back on it, and takes a stream apart without looking whether
 * its callback is under way (virfdstream.c reads the stream's data before it locks it).
 */
public final class EventLoop {
  private static final int NEVER = -1;
  private static final int AT_ONCE = 0;

  private final Libvirt libvirt;
  private final LibvirtLibrary library;
  private final Thread thread = new Thread(this::run, "libvirt-events");

  /** Held for ever, since the timer is never removed. */
  private final LibvirtLibrary.TimerHandler handler = (timer, userData) -> runTasks(timer);

  private final Queue<Task> tasks = new ArrayDeque<>();
  private int timer;
  private @Nullable Throwable ended;

  private record Task(Runnable action, CompletableFuture<Void> done) {}

  EventLoop(Libvirt libvirt, LibvirtLibrary library) {
    this.libvirt = libvirt;
    this.library = library;
  }

  /** Registers libvirt's own loop and runs it until the process ends. */
  void start() {
    libvirt.check(library.virEventRegisterDefaultImpl());
    timer = libvirt.check(library.virEventAddTimeout(NEVER, handler, null, null));
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Runs something on the loop's thread and returns when it is done; at once when called there. What it throws is thrown
   * here.
   */
  public void call(Runnable action) {
    if (Thread.currentThread() == thread) {
      action.run();
      return;
    }
    try {
      submit(action).join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RunnerException refused) {
        throw refused;
      }
      throw failed;
    }
  }

  /** Runs something on the loop's thread at its next turn, whose failure nobody waits for. */
  public void later(Runnable action) {
    CompletableFuture<Void> unused = submit(action);
  }

  /** Runs something on the loop's thread at its next turn. */
  CompletableFuture<Void> submit(Runnable action) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    synchronized (tasks) {
      Throwable failure = ended;
      if (failure != null) {
        throw new RunnerException(RunnerError.INTERNAL, "libvirt's event loop has ended", failure);
      }
      tasks.add(new Task(action, done));
    }
    library.virEventUpdateTimeout(timer, AT_ONCE);
    return done;
  }

  /**
   * A failing iteration means that polling failed as a whole; going on would spin, so the loop ends with an exception
   * that the thread's handler reports.
   */
  private void run() {
    try {
      while (true) {
        libvirt.check(library.virEventRunDefaultImpl());
      }
    } catch (RuntimeException | Error failure) {
      synchronized (tasks) {
        ended = failure;
        tasks.forEach(task -> task.done().completeExceptionally(failure));
        tasks.clear();
      }
      throw failure;
    }
  }

  /** The timer is silenced before the tasks are taken: a task that comes in meanwhile sets it again. */
  private void runTasks(int due) {
    library.virEventUpdateTimeout(due, NEVER);
    Task task = next();
    while (task != null) {
      try {
        task.action().run();
        task.done().complete(null);
      } catch (RuntimeException | Error failure) { // is the caller's
        task.done().completeExceptionally(failure);
      }
      task = next();
    }
  }

  private @Nullable Task next() {
    synchronized (tasks) {
      return tasks.poll();
    }
  }
}
