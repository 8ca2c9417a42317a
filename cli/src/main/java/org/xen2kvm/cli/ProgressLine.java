package org.xen2kvm.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A line at the bottom of a terminal that says how far a batch is. Messages stand above it. Safe
 * for use by several threads.
 */
final class ProgressLine implements Progress {
  /** Columns of a terminal of unknown width. */
  private static final int WIDTH = 79;

  /** ECMA-48: back to the first column, erase to the end of the line. */
  private static final String CLEAR = "\r\u001B[K";

  private final PrintStream terminal;
  private final ProgressBar bar;

  ProgressLine(PrintStream terminal) {
    this.terminal = terminal;
    // How many inputs there are is not known before the last one is found.
    this.bar = new ProgressBarBuilder()
        .setTaskName("xen2kvm").setInitialMax(-1).setUnit(" files", 1).showSpeed().setUpdateIntervalMillis(200)
        .setStyle(ProgressBarStyle.ASCII).setConsumer(new Line()).build();
  }

  private final class Line implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return WIDTH;
    }

    @Override
    public void accept(String text) {
      synchronized (terminal) {
        terminal.print(CLEAR + text);
        terminal.flush();
      }
    }

    @Override
    public void close() {
      synchronized (terminal) {
        terminal.print(CLEAR);
        terminal.flush();
      }
    }
  }

  @Override
  public void message(String text) {
    synchronized (terminal) {
      terminal.print(CLEAR + text);
      terminal.flush();
    }
  }

  @Override
  public void step() {
    bar.step();
  }

  @Override
  public void close() {
    bar.close();
  }
}
