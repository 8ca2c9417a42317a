package org.xen2kvm.cli.progress;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.runner.move.MigrationProgress;

/** Says how far a move is. For one thread. */
public final class MoveLine implements MigrationProgress, AutoCloseable {
  private static final double MEBIBYTE = 1 << 20;

  private final TerminalLine line;
  private @Nullable RemainingTime remaining;

  /** Makes it. */
  public MoveLine(TerminalLine line) {
    this.line = line;
  }

  @Override
  public void at(Data data) {
    if (!line.isVisible()) {
      return;
    }
    double part = part(data);
    long now = line.nanos();
    if (remaining == null) {
      remaining = new RemainingTime(part, now);
    }
    remaining.at(part, now);
    String left = remaining.words(now);
    line.update(String.format(Locale.ROOT, "%3d %%, %.0f of %.0f MiB sent%s", (long) (100 * part),
        data.processed() / MEBIBYTE, data.total() / MEBIBYTE, left.isEmpty() ? "" : ", " + left));
  }

  /** Returns which part of it is done, from 0 to 1. */
  public static double part(Data data) {
    return data.total() == 0 ? 0 : Math.min(1, Math.max(0, 1 - (double) data.remaining() / data.total()));
  }

  @Override
  public void close() {
    line.close();
  }
}
