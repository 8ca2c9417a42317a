package org.xen2kvm.migration.plan;

import java.util.List;
import java.util.Optional;

/**
 * What is done with the domain on the KVM host once its disks are ready. Immutable.
 *
 * @param uri libvirt's URI of the host
 * @param mode how far it goes
 * @param autostart whether the host starts the domain with itself from then on
 * @param proofs any one of them proves that the guest is up
 * @param limitSeconds how long that may take
 * @param pool the host's storage pool into which the disks are copied; empty when they are used where they are
 */
public record RunPlan(
    String uri, Mode mode, boolean autostart, List<BootProof> proofs, int limitSeconds, Optional<String> pool) {
  private static final int LONGEST_SECONDS = 86_400;

  /** How far it goes. */
  public enum Mode {
    /** The domain is defined and stays off. */
    DEFINE,
    /** It is started with its processors standing still. */
    PAUSED,
    /** It is started, and watched until it is up. */
    START
  }

  /**
   * Refuses what cannot be done.
   *
   * @throws IllegalArgumentException when there is no proof to wait for, or no time
   */
  public RunPlan {
    proofs = List.copyOf(proofs);
    if (uri.isBlank() || uri.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException("the host's URI is empty or has control characters");
    }
    if (proofs.isEmpty()) {
      throw new IllegalArgumentException("nothing is named that proves the guest is up");
    }
    if (limitSeconds < 1 || limitSeconds > LONGEST_SECONDS) {
      throw new IllegalArgumentException("the time to boot is not from 1 s to a day");
    }
    if (pool.filter(name -> name.isBlank() || name.chars().anyMatch(c -> c < ' ')).isPresent()) {
      throw new IllegalArgumentException("the pool's name is empty or has control characters");
    }
  }

  /** Makes one whose disks are used where they are. */
  public RunPlan(String uri, Mode mode, boolean autostart, List<BootProof> proofs, int limitSeconds) {
    this(uri, mode, autostart, proofs, limitSeconds, Optional.empty());
  }

  /** Returns the same with the disks copied into a pool of the host. */
  public RunPlan copyingTo(String name) {
    return new RunPlan(uri, mode, autostart, proofs, limitSeconds, Optional.of(name));
  }

  /** Returns the same with another mode. */
  public RunPlan in(Mode other) {
    return new RunPlan(uri, other, autostart, proofs, limitSeconds, pool);
  }

  /** Returns the same, starting with the host or not. */
  public RunPlan autostarting(boolean on) {
    return new RunPlan(uri, mode, on, proofs, limitSeconds, pool);
  }
}
