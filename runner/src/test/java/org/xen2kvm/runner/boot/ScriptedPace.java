package org.xen2kvm.runner.boot;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** A clock that only runs while somebody pauses, and does what is planned for a time when that has come. */
final class ScriptedPace implements Pace {
  private final Map<Long, Runnable> plan = new TreeMap<>();
  private long now;

  /** Plans something. */
  void at(Duration time, Runnable action) {
    plan.put(time.toNanos(), action);
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public void pause(Duration time) {
    now += time.toNanos();
    plan.entrySet().removeIf(entry -> {
      if (entry.getKey() > now) {
        return false;
      }
      entry.getValue().run();
      return true;
    });
  }
}
