package org.xen2kvm.runner.boot;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Time as a watch sees it, so that a test of a limit need not wait for it. */
interface Pace {
  /** The machine's. */
  Pace REAL = new Pace() {
    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public void pause(Duration time) {
      LockSupport.parkNanos(time.toNanos());
    }
  };

  /** As {@link System#nanoTime}. */
  long nanoTime();

  /** Lets that much time pass, or less. */
  void pause(Duration time);
}
