package org.xen2kvm.runner.boot;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.DomainState;
import org.xen2kvm.runner.LifecycleEvent;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;

/**
 * Whether a domain has ended or stands still for good, and why.
 *
 * <p>The state decides; events only say why, and when to ask. An event alone may be the last of an earlier run.
 *
 * <p>Thread-safety: events come on any thread, the rest is one thread's.
 */
final class DomainEnd implements Consumer<LifecycleEvent> {
  /** Why the host stops a guest's processors so that only a person can help (virDomainEventSuspendedDetailType). */
  private static final Set<String> STANDSTILL = Set.of("ioerror", "watchdog", "api-error");

  private final DomainRunner runner;
  private final String domain;

  /** Why, as last told; empty when nothing was. */
  private volatile String told = "";

  DomainEnd(DomainRunner runner, String domain) {
    this.runner = runner;
    this.domain = domain;
  }

  @Override
  public void accept(LifecycleEvent event) {
    if (event.domain().name().equals(domain)) {
      switch (event.event()) {
        case STARTED, RESUMED -> told = "";
        case STOPPED, CRASHED, SUSPENDED -> told = event.detail();
        case DEFINED, UNDEFINED, SHUTDOWN, PMSUSPENDED, UNKNOWN -> { }
      }
    }
  }

  /** True when an event says that it may be over: time to ask. */
  boolean isHinted() {
    return !told.isEmpty();
  }

  /** What the domain does now; {@link DomainState#SHUT_OFF} when it is gone. */
  DomainState state() {
    try {
      return runner.state(domain);
    } catch (RunnerException refused) {
      if (refused.error() == RunnerError.NO_DOMAIN) {
        return DomainState.SHUT_OFF; // it was transient
      }
      throw refused;
    }
  }

  /** Asks the host; empty as long as the guest may go on. */
  Optional<String> reason() {
    String why = told.isEmpty() ? "" : " (" + told + ")";
    return switch (state()) {
      case SHUT_OFF -> Optional.of("the domain has ended" + why);
      case CRASHED -> Optional.of("the domain has crashed" + why);
      case PAUSED -> STANDSTILL.contains(told) ? Optional.of("the host paused the domain" + why) : Optional.empty();
      case RUNNING, BLOCKED, SHUTTING_DOWN, SUSPENDED, UNKNOWN -> Optional.empty();
    };
  }
}
