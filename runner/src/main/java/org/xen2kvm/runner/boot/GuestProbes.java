package org.xen2kvm.runner.boot;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.network.AddressSource;
import org.xen2kvm.runner.network.GuestAddress;

/** Asks the host for the signs of life that are not on the serial console. */
final class GuestProbes {
  private static final Duration AGENT_LIMIT = Duration.ofSeconds(1);

  /** A guest with more addresses is asked at these. */
  private static final int ADDRESS_LIMIT = 8;

  private final DomainRunner runner;
  private final String domain;
  private final PortKnock knock;
  private final Set<GuestAddress> leftFromBefore;
  private String lastRefusal = "";

  private GuestProbes(DomainRunner runner, String domain, PortKnock knock) {
    this.runner = runner;
    this.domain = domain;
    this.knock = knock;
    this.leftFromBefore = Set.copyOf(addresses(AddressSource.LEASE));
  }

  /** Made before the guest runs: the leases it has then are not of this run. */
  static GuestProbes beforeRunning(DomainRunner runner, String domain, PortKnock knock) {
    return new GuestProbes(runner, domain, knock);
  }

  /** The first probe that holds now. */
  Optional<BootProbe> firstThatHolds(List<BootProbe> probes) {
    return probes.stream().filter(this::holds).findFirst();
  }

  /** What the host last said instead of an answer, empty when it always answered. */
  String lastRefusal() {
    return lastRefusal;
  }

  private boolean holds(BootProbe probe) {
    if (probe instanceof BootProbe.GuestAgent) {
      return agentAnswers();
    }
    if (probe instanceof BootProbe.Lease) {
      return !leftFromBefore.containsAll(addresses(AddressSource.LEASE));
    }
    return probe instanceof BootProbe.OpenPort open && takesConnections(open.port());
  }

  private boolean agentAnswers() {
    try {
      runner.pingAgent(domain, AGENT_LIMIT);
      return true;
    } catch (RunnerException notYet) {
      lastRefusal = String.valueOf(notYet.getMessage());
      return false;
    }
  }

  private boolean takesConnections(int port) {
    Set<String> known = new LinkedHashSet<>();
    for (AddressSource source : AddressSource.values()) {
      addresses(source).forEach(address -> known.add(address.address()));
    }
    return known.stream().limit(ADDRESS_LIMIT).anyMatch(address -> knock.isOpen(address, port));
  }

  /** A source that cannot say is as good as one that knows none: others may. */
  private List<GuestAddress> addresses(AddressSource source) {
    try {
      return runner.addresses(domain, source);
    } catch (RunnerException refused) {
      lastRefusal = String.valueOf(refused.getMessage());
      return List.of();
    }
  }
}
