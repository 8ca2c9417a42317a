package org.xen2kvm.cli.progress;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.migration.progress.Step;

/** Says how far the work on guests is: of one its step, of several how many are done, and what is done to the others. */
public final class GuestLine implements RunListener {
  private final TerminalLine line;
  private final RunningSteps running = new RunningSteps();
  private int all;
  private int ended;
  private @Nullable RemainingTime remaining;

  /** Makes it. */
  public GuestLine(TerminalLine line) {
    this.line = line;
  }

  @Override
  public synchronized void runBegins(String command, List<String> inputs) {
    all = inputs.size();
    remaining = new RemainingTime(0, line.nanos());
  }

  @Override
  public synchronized void step(String input, String guest, Step step) {
    if (!line.isVisible()) {
      return;
    }
    long now = line.nanos();
    if (running.at(input, guest, step, now)) {
      line.update(text(now));
    } else {
      line.show(text(now));
    }
  }

  @Override
  public synchronized void guestEnds(String input, ExitCode exit, String messages) {
    running.ended(input);
    ended++;
    if (remaining != null && line.isVisible()) {
      remaining.at((double) ended / all, line.nanos());
      line.show(text(line.nanos()));
    }
  }

  @Override
  public void runEnds(ExitCode exit) {
    line.close();
  }

  private String text(long now) {
    String doing = running.text(now);
    if (all <= 1 || remaining == null) {
      return doing;
    }
    String left = remaining.words(now);
    return ended + " of " + all + " guests" + (left.isEmpty() ? "" : ", " + left) + (doing.isEmpty() ? "" : "; " + doing);
  }
}
