package org.xen2kvm.migration.run;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.runner.DomainRunner;

/** Shuts a guest down as its power button does, and waits until it is off. Stateless. */
final class GuestShutdown {
  private static final long POLL_MILLIS = 500;

  private GuestShutdown() {}

  /**
   * Asks the guest once, and waits.
   *
   * @throws MigrationException (FAILED) when it is not off in time, or somebody wants to wait no longer
   */
  static void run(DomainRunner host, String domain, int limitSeconds, BooleanSupplier cancelled) {
    host.shutdown(domain);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(limitSeconds);
    while (host.state(domain).isActive()) {
      if (cancelled.getAsBoolean()) {
        throw stays("waiting for it was cancelled", domain);
      }
      if (System.nanoTime() > end) {
        throw stays("it is not off within " + limitSeconds + " s", domain);
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw stays("waiting for it was interrupted", domain);
      }
    }
  }

  private static MigrationException stays(String why, String domain) {
    return new MigrationException(Reason.FAILED,
        "The guest " + domain + " is up and was asked to shut down, but " + why + ", so nothing is committed",
        "It stays applied. Shut it down, then commit it.", null);
  }
}
