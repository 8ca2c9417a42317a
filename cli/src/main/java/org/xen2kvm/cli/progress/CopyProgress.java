package org.xen2kvm.cli.progress;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.migration.copy.CopyListener;

/**
 * Says how far copying is: on a terminal's last line, with the time that is left, where that is free, elsewhere in a line every ten percent. Safe for use by
 * several threads.
 */
public final class CopyProgress implements CopyListener {
  private static final int STEP = 10;
  private static final double WHOLE = 100;

  private final TerminalLine line;
  private final boolean alone;
  private final Map<Path, Doing> copies = new HashMap<>();

  /** What is done with one copy, and how many steps of it were told; several may be made at a time. */
  private static final class Doing {
    private final Work work;
    private final RemainingTime remaining;
    private int told;

    Doing(Work work, RemainingTime remaining) {
      this.work = work;
      this.remaining = remaining;
    }
  }

  /**
   * Makes one.
   *
   * @param alone whether nothing else is told on the line
   */
  public CopyProgress(TerminalLine line, boolean alone) {
    this.line = line;
    this.alone = alone;
  }

  @Override
  public synchronized void at(Path copy, Work doing, double percent) {
    long now = line.nanos();
    Doing known = copies.get(copy);
    // A copy that goes on begins with what an earlier run has done.
    Doing current = known != null && known.work == doing ? known : new Doing(doing, new RemainingTime(percent / WHOLE, now));
    copies.put(copy, current);
    current.remaining.at(percent / WHOLE, now);
    String what = (doing == Work.COPYING ? "copying to " : "comparing ") + copy;
    int whole = (int) Math.min(WHOLE, percent);
    if (alone && line.isVisible()) {
      String left = current.remaining.words(now);
      line.update(String.format(Locale.ROOT, "%3d %%%s  %s", whole, left.isEmpty() ? "" : ", " + left, what));
    } else if (whole / STEP > current.told) {
      current.told = whole / STEP;
      line.message(Printable.line(what) + ": " + current.told * STEP + " %\n");
    }
    if (doing == Work.COMPARING && percent >= WHOLE) {
      copies.remove(copy);
    }
  }

  @Override
  public synchronized void tell(Path copy, String message) {
    line.message(Printable.line(copy + ": " + message) + "\n");
  }
}
