package org.xen2kvm.runner.libvirt.nativecall;

import java.time.Duration;

/**
 * How a connection is opened and kept.
 *
 * @param readOnly only calls that change nothing and tell no secrets; others are refused
 *     ({@link org.xen2kvm.runner.RunnerError#OPERATION_DENIED}). Needs fewer rights
 * @param keepAlive how often a remote host that says nothing is asked whether it is there; whole seconds, zero for never
 * @param keepAliveCount how many unanswered questions break the connection, and so end calls that wait for an answer
 * @param openLimit how long opening may take. The embedded driver, which is in this process, has no limit
 */
public record ConnectionOptions(boolean readOnly, Duration keepAlive, int keepAliveCount, Duration openLimit) {
  /** Virsh's keepalive, and patience with a slow ssh. */
  private static final ConnectionOptions STANDARD =
      new ConnectionOptions(false, Duration.ofSeconds(5), 6, Duration.ofSeconds(60));

  /** Refuses what libvirt cannot take. */
  public ConnectionOptions {
    if (keepAlive.isNegative() || keepAlive.toSeconds() > Integer.MAX_VALUE || keepAliveCount < 0
        || openLimit.isNegative() || openLimit.isZero()) {
      throw new IllegalArgumentException("keepalive must not be negative, and opening takes some time");
    }
  }

  /** For changing things: a host that does not answer for half a minute is lost, opening may take a minute. */
  public static ConnectionOptions standard() {
    return STANDARD;
  }

  /** The same, but only for looking. */
  public ConnectionOptions onlyReading() {
    return new ConnectionOptions(true, keepAlive, keepAliveCount, openLimit);
  }

  /** The same with another limit for opening. */
  public ConnectionOptions openingWithin(Duration limit) {
    return new ConnectionOptions(readOnly, keepAlive, keepAliveCount, limit);
  }
}
