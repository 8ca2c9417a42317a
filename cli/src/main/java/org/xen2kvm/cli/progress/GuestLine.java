package org.xen2kvm.cli.progress;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.migration.progress.Step;

/** Says how far the work on guests is: of one its step, of several how many are done, and what is done to the others. */
public final class GuestLine implements RunListener {
  private final TerminalLine line;
  private final Map<String, Work> running = new LinkedHashMap<>();
  private int all;
  private int ended;
  private @Nullable RemainingTime remaining;

  /** What is done to a guest. */
  private record Work(String guest, Step step, RemainingTime remaining) {}

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
    Work before = running.get(input);
    boolean same = before != null && step.percent().isPresent() && before.step().what().equals(step.what());
    double part = step.percent().orElse(0) / 100;
    RemainingTime left = before != null && same ? before.remaining() : new RemainingTime(part, now);
    left.at(part, now);
    running.put(input, new Work(guest, step, left));
    if (same) {
      line.update(text(now));
    } else {
      line.show(text(now));
    }
  }

  @Override
  public synchronized void guestEnds(String input, ExitCode exit, String messages) {
    running.remove(input);
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
    StringBuilder out = new StringBuilder();
    if (all > 1 && remaining != null) {
      out.append(ended).append(" of ").append(all).append(" guests");
      appendLeft(out, ", ", remaining.words(now));
    }
    for (Work work : running.values()) {
      out.append(out.length() == 0 ? "" : "; ").append(work.guest()).append(": ").append(work.step().what());
      work.step().percent().ifPresent(percent -> out.append(String.format(Locale.ROOT, " %d %%", (long) percent)));
      if (all == 1) {
        appendLeft(out, ", ", work.remaining().words(now));
      }
    }
    return out.toString();
  }

  private static void appendLeft(StringBuilder out, String before, String words) {
    out.append(words.isEmpty() ? "" : before + words);
  }
}
