package org.xen2kvm.runner.boot;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** One boot, from the moment the guest runs to the report on it. */
final class BootCourse {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration ASK_EVERY = Duration.ofSeconds(1);

  /** How long the event that says why a domain has ended may come behind the state: it takes another way. */
  private static final Duration EVENT_LAG = Duration.ofSeconds(1);

  private final Pace pace;
  private final BootExpectation expectation;
  private final List<BootProbe> outsideProbes;
  private final SerialWatch inside;
  private final GuestProbes outside;
  private final DomainEnd end;
  private final long began;

  BootCourse(Pace pace, BootExpectation expectation, SerialWatch inside, GuestProbes outside, DomainEnd end) {
    this.pace = pace;
    this.expectation = expectation;
    this.outsideProbes = expectation.probes().stream().filter(probe -> !probe.isSerial()).toList();
    this.inside = inside;
    this.outside = outside;
    this.end = end;
    this.began = pace.nanoTime();
  }

  /** Watches until it is decided. */
  BootReport watch(BooleanSupplier cancelled) {
    Duration nextQuestion = Duration.ZERO;
    while (true) {
      Optional<BootProbe> held = inside.look();
      if (held.isPresent()) {
        return proven(held.get());
      }
      if (inside.isHopeless()) {
        return failed("the guest's serial console shows that its boot has failed");
      }
      if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
        return failed("the boot was no longer to be watched: cancelled");
      }
      boolean ask = elapsed().compareTo(nextQuestion) >= 0;
      if (ask) {
        nextQuestion = elapsed().plus(ASK_EVERY);
        held = outside.firstThatHolds(outsideProbes);
        if (held.isPresent()) {
          return proven(held.get());
        }
      }
      if ((ask || end.isHinted()) && end.reason().isPresent()) {
        held = inside.lookAtTheLast();
        awaitWhy();
        return held.isPresent() ? proven(held.get()) : failed(end.reason().orElse("the domain had ended"));
      }
      if (elapsed().compareTo(expectation.limit()) >= 0) {
        return failed(limitReached());
      }
      pace.pause(LOOK_EVERY);
    }
  }

  private void awaitWhy() {
    Duration until = elapsed().plus(EVENT_LAG);
    while (!end.isHinted() && elapsed().compareTo(until) < 0) {
      pace.pause(LOOK_EVERY);
    }
  }

  private Duration elapsed() {
    return Duration.ofNanos(pace.nanoTime() - began);
  }

  private String limitReached() {
    String expected = expectation.probes().stream().map(BootProbe::description).collect(Collectors.joining(", or "));
    boolean unheard = !inside.hasConsole() && expectation.probes().stream().anyMatch(BootProbe::isSerial);
    return "nothing proved the boot within " + expectation.limit().toSeconds() + " s; expected: " + expected
        + (unheard ? "; the domain has no serial console of type pty" : "")
        + (outside.lastRefusal().isEmpty() ? "" : "; the host last said: " + outside.lastRefusal());
  }

  private BootReport proven(BootProbe probe) {
    return new BootReport(true, Optional.of(probe), end.state(), inside.tail(), elapsed(), "");
  }

  private BootReport failed(String failure) {
    return new BootReport(false, Optional.empty(), end.state(), inside.tail(), elapsed(), failure);
  }
}
