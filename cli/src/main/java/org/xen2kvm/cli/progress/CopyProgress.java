package org.xen2kvm.cli.progress;

import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.migration.copy.CopyListener;
import org.xen2kvm.migration.progress.ApplyListener;
import org.xen2kvm.migration.progress.Step;
import org.xen2kvm.migration.progress.Step.Phase;

/** Tells the copying of disks as steps, so that lines and events have it as they have any other step. Safe for use by several threads. */
public final class CopyProgress implements CopyListener {
  private final TerminalLine line;
  private final boolean quiet;
  private final Lock oneAtATime = new ReentrantLock();
  private String guest = "";
  private ApplyListener heard = ApplyListener.SILENT;
  private @Nullable Step last;

  /**
   * Makes one.
   *
   * @param quiet whether that copies go on or begin anew is not told
   */
  public CopyProgress(TerminalLine line, boolean quiet) {
    this.line = line;
    this.quiet = quiet;
  }

  /** Copies the disks of one domain, and tells how far that is; those of others wait, as they have the same disks to write to. */
  public <R> R during(String domain, ApplyListener listener, Supplier<R> copying) {
    oneAtATime.lock();
    try {
      tellTo(domain, listener);
      return copying.get();
    } finally {
      tellTo("", ApplyListener.SILENT);
      oneAtATime.unlock();
    }
  }

  private synchronized void tellTo(String domain, ApplyListener listener) {
    guest = domain;
    heard = listener;
    last = null;
  }

  @Override
  public synchronized void at(Path copy, Work doing, double percent) {
    Step begun = doing == Work.COPYING
        ? Step.begins(Phase.COPYING, "copying to " + copy.getFileName())
        : Step.begins(Phase.READING_BACK, "comparing " + copy.getFileName());
    if (last == null || !last.what().equals(begun.what())) {
      heard.step(guest, begun);
    }
    Step now = begun.at(percent);
    if (!now.equals(last)) {
      heard.step(guest, now);
    }
    last = now;
  }

  @Override
  public void tell(Path copy, String message) {
    if (!quiet) {
      line.message(Printable.line(copy + ": " + message) + "\n");
    }
  }
}
