package org.xen2kvm.cli.progress;

import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/** Says how far a batch of files is. Safe for use by several threads. */
public final class BatchLine implements AutoCloseable {
  private final TerminalLine line;
  private final boolean counts;
  private final long start;
  private final RemainingTime remaining;
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

  private String text() {
    long now = line.nanos();
    StringBuilder out = new StringBuilder().append(done);
    long all = total;
    out.append(all >= done ? " of " + all : "").append(" files");
    long seconds = TimeUnit.NANOSECONDS.toSeconds(now - start);
    out.append(seconds > 0 && done >= seconds ? ", " + done / seconds + "/s" : "");
    if (all >= done) {
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
