package org.xen2kvm.cli.progress;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.xen2kvm.migration.progress.Step;

/** What is being done to guests, each with how far it is and how long the rest of that takes. For one thread at a time. */
final class RunningSteps {
  private final Map<String, Work> running = new LinkedHashMap<>();

  /** What is done to a guest. */
  private record Work(String guest, Step step, RemainingTime remaining) {
    boolean isFurther(Step later) {
      return later.percent().isPresent() && step.what().equals(later.what());
    }
  }

  /** Notes a step, and returns whether it is only a little further than the one before. */
  boolean at(String input, String guest, Step step, long nanos) {
    Work before = running.get(input);
    boolean further = before != null && before.isFurther(step);
    double part = step.percent().orElse(0) / 100;
    // What goes on where an earlier run stopped is timed from there, and not from its beginning.
    RemainingTime left = before != null && further && before.step().percent().isPresent()
        ? before.remaining() : new RemainingTime(part, nanos);
    left.at(part, nanos);
    running.put(input, new Work(guest, step, left));
    return further;
  }

  /** Nothing more is done to a guest. */
  void ended(String input) {
    running.remove(input);
  }

  /** Returns all of it in words; empty when nothing is done. */
  String text(long nanos) {
    StringJoiner out = new StringJoiner("; ");
    for (Work work : running.values()) {
      String left = work.remaining().words(nanos);
      String percent = work.step().percent().isEmpty() ? ""
          : String.format(Locale.ROOT, " %d %%", (long) work.step().percent().getAsDouble());
      out.add(work.guest() + ": " + work.step().what() + percent + (left.isEmpty() ? "" : ", " + left));
    }
    return out.toString();
  }
}
