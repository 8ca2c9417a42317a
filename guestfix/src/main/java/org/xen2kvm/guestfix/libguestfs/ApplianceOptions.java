package org.xen2kvm.guestfix.libguestfs;

import java.time.Duration;
import org.xen2kvm.guestfix.libguestfs.nativecall.Cancellation;

/**
 * How an appliance runs.
 *
 * @param memoryMebibytes its memory; opening a LUKS container with Argon2 may take a gibibyte of it
 * @param acceleration whether KVM is tried
 * @param launchLimit how long the launch may take
 * @param callLimit how long one call may take, a command in the guest included
 * @param cancellation ends the session from another thread
 */
public record ApplianceOptions(
    int memoryMebibytes, Acceleration acceleration, Duration launchLimit, Duration callLimit, Cancellation cancellation) {
  /** The least memory with which an appliance starts and a filesystem check of a large disk has a chance. */
  private static final int LEAST_MEMORY = 512;

  /** Whether an appliance runs on the processor. */
  public enum Acceleration {
    /** KVM; when that does not work emulation, remembered for the life of the process. */
    AUTO,
    /** Emulation only. */
    TCG
  }

  /** Checks that an appliance can start with them. */
  public ApplianceOptions {
    if (memoryMebibytes < LEAST_MEMORY) {
      throw new IllegalArgumentException("an appliance needs " + LEAST_MEMORY + " MiB, not " + memoryMebibytes);
    }
  }

  /** What libguestfs takes by itself, and limits that only a hanging appliance reaches; each with a cancellation of its own. */
  public static ApplianceOptions defaults() {
    return new ApplianceOptions(
        1280, Acceleration.AUTO, Duration.ofMinutes(5), Duration.ofMinutes(30), new Cancellation());
  }

  /** The same with another amount of memory. */
  public ApplianceOptions withMemory(int mebibytes) {
    return new ApplianceOptions(mebibytes, acceleration, launchLimit, callLimit, cancellation);
  }

  /** The same with or without KVM. */
  public ApplianceOptions withAcceleration(Acceleration other) {
    return new ApplianceOptions(memoryMebibytes, other, launchLimit, callLimit, cancellation);
  }

  /** The same with another limit for one call. */
  public ApplianceOptions withCallLimit(Duration limit) {
    return new ApplianceOptions(memoryMebibytes, acceleration, launchLimit, limit, cancellation);
  }

  /** The same, ended by this one. */
  public ApplianceOptions withCancellation(Cancellation other) {
    return new ApplianceOptions(memoryMebibytes, acceleration, launchLimit, callLimit, other);
  }
}
