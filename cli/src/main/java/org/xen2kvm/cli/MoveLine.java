package org.xen2kvm.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.xen2kvm.runner.MigrationProgress;

/** A line at the bottom of a terminal that says how far a move is. Says nothing elsewhere. For one thread. */
final class MoveLine implements MigrationProgress, AutoCloseable {
  /** ECMA-48: back to the first column, erase to the end of the line. */
  private static final String CLEAR = "\r\u001B[K";

  private static final double MEBIBYTE = 1 << 20;

  private final PrintStream terminal;
  private final boolean visible;
  private boolean shown;

  MoveLine(PrintStream terminal, boolean visible) {
    this.terminal = terminal;
    this.visible = visible;
  }

  @Override
  public void at(Data data) {
    if (!visible) {
      return;
    }
    long percent = data.total() == 0 ? 0 : Math.min(100, Math.max(0, 100 - 100 * data.remaining() / data.total()));
    terminal.print(String.format(Locale.ROOT, "%s%3d %%  %.0f of %.0f MiB sent, %.0f left  %d s", CLEAR, percent,
        data.processed() / MEBIBYTE, data.total() / MEBIBYTE, data.remaining() / MEBIBYTE, data.elapsed().toSeconds()));
    terminal.flush();
    shown = true;
  }

  @Override
  public void close() {
    if (shown) {
      terminal.print(CLEAR);
      terminal.flush();
      shown = false;
    }
  }
}
