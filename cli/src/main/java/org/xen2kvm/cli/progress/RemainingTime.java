package org.xen2kvm.cli.progress;

import java.util.concurrent.TimeUnit;

/**
 * How long the rest of something takes, by how long the parts before it took; the latest count most, none counts alone. For
 * one thread.
 */
final class RemainingTime {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Earlier nothing is said: the first moments are not like the rest. */
  private static final long FIRST = 3 * SECOND;

  /** Shorter pieces of time say nothing of the speed. */
  private static final long SHORTEST = SECOND / 2;

  /** After about so long the speed of before is forgotten. */
  private static final double MEMORY = 20.0 * SECOND;

  /** What one piece of time counts at most: a single slow guest does not tell of all to come. */
  private static final double MOST_WEIGHT = 0.3;

  private final long start;
  private final double startPart;
  private long last;
  private double lastPart;
  private double speed;

  /** Makes it at a time, where a part from 0 to 1 is done already. */
  RemainingTime(double part, long nanos) {
    start = nanos;
    startPart = part;
    last = nanos;
    lastPart = part;
  }

  /** Notes that a part from 0 to 1 is done. */
  void at(double part, long nanos) {
    long time = nanos - last;
    if (time < SHORTEST || part < lastPart) {
      return;
    }
    double now = (part - lastPart) / time;
    double weight = Math.min(1 - Math.exp(-time / MEMORY), MOST_WEIGHT);
    speed = speed == 0 ? (part - startPart) / (nanos - start) : speed + weight * (now - speed);
    last = nanos;
    lastPart = part;
  }

  /** Returns words such as {@code 3 min left}; empty when nothing can be said yet. */
  String words(long nanos) {
    if (nanos - start < FIRST || speed <= 0 || lastPart >= 1) {
      return "";
    }
    double left = (1 - lastPart) / speed - (nanos - last);
    return text(Math.max(1, Math.round(left / SECOND))) + " left";
  }

  private static String text(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    long minutes = (seconds + 30) / 60;
    return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }
}
