package org.xen2kvm.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.migration.copy.CopyListener;

/**
 * Says how far copying is: in a line at the bottom of a terminal, elsewhere in a line every ten percent. Safe for use by several
 * threads.
 */
final class CopyProgress implements CopyListener {
  /** ECMA-48: back to the first column, erase to the end of the line. */
  private static final String CLEAR = "\r\u001B[K";

  private static final int STEP = 10;

  private final PrintStream err;
  private final boolean terminal;
  private final boolean rewrite;
  private String last = "";
  private @Nullable Path target;
  private @Nullable Work work;
  private int told;

  /**
   * Makes one.
   *
   * @param terminal whether a person sees the stream
   * @param alone whether nothing else moves at the bottom of the terminal
   */
  CopyProgress(PrintStream err, boolean terminal, boolean alone) {
    this.err = err;
    this.terminal = terminal;
    this.rewrite = terminal && alone;
  }

  @Override
  public synchronized void at(Path copy, Work doing, double percent) {
    if (!copy.equals(target) || doing != work) {
      target = copy;
      work = doing;
      told = 0;
      last = "";
    }
    int whole = (int) Math.min(100, percent);
    if (rewrite) {
      String line = String.format(Locale.ROOT, "%3d %%  %s", whole, line(copy, doing));
      if (!line.equals(last)) {
        err.print(CLEAR + (whole == 100 ? "" : line));
        err.flush();
        last = line;
      }
    } else if (whole / STEP > told) {
      told = whole / STEP;
      say(line(copy, doing) + ": " + told * STEP + " %");
    }
  }

  @Override
  public synchronized void tell(Path copy, String message) {
    say(copy + ": " + message);
  }

  private void say(String line) {
    err.print((terminal ? CLEAR : "") + line + "\n");
    err.flush();
  }

  private static String line(Path copy, Work work) {
    return (work == Work.COPYING ? "copying to " : "comparing ") + copy;
  }
}
