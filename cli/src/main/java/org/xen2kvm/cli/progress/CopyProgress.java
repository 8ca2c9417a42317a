package org.xen2kvm.cli.progress;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.report.Printable;
import org.xen2kvm.migration.copy.CopyListener;

/**
 * Says how far copying is: on a terminal's last line where that is free, elsewhere in a line every ten percent. Safe for use by
 * several threads.
 */
public final class CopyProgress implements CopyListener {
  private static final int STEP = 10;

  private final TerminalLine line;
  private final boolean alone;
  private @Nullable Path target;
  private @Nullable Work work;
  private int told;

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
    if (!copy.equals(target) || doing != work) {
      target = copy;
      work = doing;
      told = 0;
    }
    String what = (doing == Work.COPYING ? "copying to " : "comparing ") + copy;
    int whole = (int) Math.min(100, percent);
    if (alone && line.isVisible()) {
      line.update(String.format(Locale.ROOT, "%3d %%  %s", whole, what));
    } else if (whole / STEP > told) {
      told = whole / STEP;
      line.message(Printable.line(what) + ": " + told * STEP + " %\n");
    }
  }

  @Override
  public synchronized void tell(Path copy, String message) {
    line.message(Printable.line(copy + ": " + message) + "\n");
  }
}
