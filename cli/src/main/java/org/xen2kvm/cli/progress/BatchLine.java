package org.xen2kvm.cli.progress;

import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.migration.progress.Step;

/** Says how far a batch of files is, and what takes long of it. Safe for use by several threads. */
public final class BatchLine implements RunListener, AutoCloseable {
  private final TerminalLine line;
  private final boolean counts;
  private final long start;
  private final RemainingTime remaining;
  private final RunningSteps running = new RunningSteps();
  private long done;
  private volatile long total;
  private volatile boolean closed;

  /**
   * Makes one for files that are still to be found.
   *
   * @param counts whether it says how many are done; of a single one that is nothing to say
   */
  public BatchLine(TerminalLine line, boolean counts) {
    this.line = line;
    this.counts = counts;
    this.start = line.nanos();
    this.remaining = new RemainingTime(0, start);
  }

  /** Counts what is to come, on a thread of its own: until that is done nothing is said of the time that remains. */
  public void count(Iterator<?> inputs) {
    if (!counts || !line.isVisible()) {
      return;
    }
    Thread counter = new Thread(() -> {
      long counted = 0;
      for (; inputs.hasNext() && !closed; inputs.next()) {
        counted++;
      }
      total = counted;
    }, "xen2kvm-count");
    counter.setDaemon(true);
    counter.start();
  }

  /** Counts one file. */
  public synchronized void step() {
    done++;
    if (counts && line.isVisible()) {
      line.update(text());
    }
  }

  @Override
  public synchronized void step(String input, String guest, Step step) {
    if (!line.isVisible()) {
      return;
    }
    if (running.at(input, guest, step, line.nanos())) {
      line.update(text());
    } else {
      line.show(text());
    }
  }

  @Override
  public synchronized void guestEnds(String input, ExitCode exit, String messages) {
    running.ended(input);
  }

  private String text() {
    long now = line.nanos();
    String doing = running.text(now);
    return !counts ? doing : counted(now) + (doing.isEmpty() ? "" : "; " + doing);
  }

  private String counted(long now) {
    StringBuilder out = new StringBuilder().append(done);
    long all = total;
    boolean known = all > 0 && all >= done;
    out.append(known ? " of " + all : "").append(" files");
    long seconds = TimeUnit.NANOSECONDS.toSeconds(now - start);
    out.append(seconds > 0 && done >= seconds ? ", " + done / seconds + "/s" : "");
    if (known) {
      remaining.at((double) done / all, now);
      String left = remaining.words(now);
      out.append(left.isEmpty() ? "" : ", " + left);
    }
    return out.toString();
  }

  /** Prints whole lines. */
  public void message(String lines) {
    line.message(lines);
  }

  @Override
  public void close() {
    closed = true;
    line.close();
  }
}
