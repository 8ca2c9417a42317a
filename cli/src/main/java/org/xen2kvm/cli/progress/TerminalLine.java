package org.xen2kvm.cli.progress;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.xen2kvm.cli.text.DisplayWidth;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.cli.text.SeverityColors;

/**
 * The last line of a terminal, which says how far a run is; messages stand above it. Where nobody looks, there are only
 * messages. Safe for use by several threads.
 */
public final class TerminalLine implements AutoCloseable {
  /** A terminal of unknown width has 80 columns, and one that is full to the last may wrap. */
  private static final int WIDTH = 79;

  /** ECMA-48: erase to the end of the line. */
  private static final String ERASE = "\u001B[K";

  /** A line that changes more often cannot be read. */
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

  private final PrintStream terminal;
  private final boolean visible;
  private final boolean colored;
  private final LongSupplier nanos;
  private String line = "";
  private String drawn = "";
  private long drawnAt;

  /**
   * Makes a line that is not drawn yet.
   *
   * @param visible whether somebody looks
   * @param colored whether the severities of messages are coloured
   */
  public TerminalLine(PrintStream terminal, boolean visible, boolean colored) {
    this(terminal, visible, colored, System::nanoTime);
  }

  TerminalLine(PrintStream terminal, boolean visible, boolean colored, LongSupplier nanos) {
    this.terminal = terminal;
    this.visible = visible;
    this.colored = colored;
    this.nanos = nanos;
  }

  /** Returns whether somebody looks; otherwise what would be shown need not be made. */
  public boolean isVisible() {
    return visible;
  }

  long nanos() {
    return nanos.getAsLong();
  }

  /** Shows something new at once. */
  public synchronized void show(String text) {
    line = DisplayWidth.cut(Printable.line(text), WIDTH);
    draw();
  }

  /** Shows a little more of the same, unless it was done only a moment ago. */
  public synchronized void update(String text) {
    if (drawn.isEmpty() || nanos.getAsLong() - drawnAt >= PAUSE) {
      show(text);
    }
  }

  private void draw() {
    if (visible && !line.equals(drawn)) {
      // The old line is written over, and not erased first: that would flicker.
      terminal.print("\r" + line + ERASE);
      terminal.flush();
      drawn = line;
      drawnAt = nanos.getAsLong();
    }
  }

  /** Writes something to the same terminal by another way. */
  public interface Writing {
    /** Writes whole lines and flushes them. */
    void run() throws IOException;
  }

  /** Lets others write above the line. */
  public synchronized void above(Writing others) throws IOException {
    erase();
    others.run();
    draw();
  }

  private void erase() {
    if (!drawn.isEmpty()) {
      terminal.print("\r" + ERASE);
      terminal.flush();
      drawn = "";
    }
  }

  /** Prints whole lines, or nothing, above the line. */
  public synchronized void message(String lines) {
    if (!lines.isEmpty()) {
      erase();
      terminal.print(colored ? SeverityColors.painted(lines) : lines);
      terminal.flush();
    }
    draw();
  }

  @Override
  public synchronized void close() {
    erase();
    line = "";
  }
}
