package org.xen2kvm.migration.move;

import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.failure.FailureCatalog;
import org.xen2kvm.migration.failure.KnownFailure;
import org.xen2kvm.migration.failure.VirshCommand;
import org.xen2kvm.migration.run.Hosts;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.move.MigrationProgress;
import org.xen2kvm.runner.move.MigrationRequest;
import org.xen2kvm.runner.move.MigrationRequest.Way;

/**
 * Moves KVM domains between hosts by libvirt's own migration. Nothing is written down: libvirt itself leaves a domain that
 * could not be moved where it was. Safe for use by several threads.
 */
public final class DomainMove {
  private final Hosts hosts;

  /**
   * Makes it.
   *
   * @param hosts opens the host where a domain is; that one connects to the other by itself
   */
  public DomainMove(Hosts hosts) {
    this.hosts = hosts;
  }

  /**
   * Moves a domain, and returns when it is there.
   *
   * @throws MigrationException (REFUSED) when the choices do not fit the domain's state, (FAILED) when libvirt refuses or
   *     fails, or the move was cancelled; then the domain is where it was
   */
  public MoveReport run(MoveRequest move, MigrationProgress progress) {
    try (DomainRunner host = hosts.open(move.sourceUri())) {
      boolean active = host.state(move.domain()).isActive();
      Way way = move.way().orElse(active ? Way.LIVE : Way.OFFLINE);
      expectFitting(move, way, active);
      host.migrate(move.domain(), new MigrationRequest(move.targetUri(), way, move.copyStorage(), !move.keepSource(),
          move.unsafe(), move.name(), move.dataUri()), progress);
      return new MoveReport(
          move.domain(), move.name().orElse(move.domain()), move.targetUri(), way, move.keepSource());
    } catch (RunnerException e) {
      throw failure(move, e);
    }
  }

  private static void expectFitting(MoveRequest move, Way way, boolean active) {
    String domain = "The domain " + move.domain();
    if (way == Way.LIVE && !active) {
      throw refused(domain + " does not run, so it cannot be moved live", "Start it first, or move it with --offline.");
    }
    if (way == Way.OFFLINE && active) {
      throw refused(domain + " runs, so it cannot be moved offline",
          "Shut it down first: " + new VirshCommand(move.sourceUri()).of("shutdown", move.domain())
              + ", or move it with --live.");
    }
    if (way == Way.OFFLINE && move.copyStorage()) {
      throw refused(domain + " is off, and libvirt copies the disks of a running domain only",
          "Start it and move it with --live, or copy the disks to the same paths there and move it without --copy-storage.");
    }
  }

  private static MigrationException refused(String message, String advice) {
    return new MigrationException(Reason.REFUSED, message, advice, null);
  }

  private static MigrationException failure(MoveRequest move, RunnerException e) {
    if (e.error() == RunnerError.OPERATION_ABORTED) {
      return new MigrationException(
          Reason.FAILED, "The move was cancelled; " + move.domain() + " is where it was", "", e);
    }
    String message = String.valueOf(e.getMessage());
    return new MigrationException(Reason.FAILED, "libvirt: " + message,
        FailureCatalog.onHost(message).map(KnownFailure::advice).orElse(""), e);
  }
}
