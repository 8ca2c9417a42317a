package org.xen2kvm.migration.host.report;

import java.util.Objects;

/**
 * What one check of a host came to.
 *
 * @param id which check, in kebab case; for ever
 * @param level how much it matters
 * @param found what was found, one sentence without a full stop
 * @param why why that matters to migrated guests
 * @param remedy the command that mends it; empty when nothing has to be done, or no command does it
 */
public record HostFinding(String id, Level level, String found, String why, String remedy) {

  /** How much a finding matters, the least first. */
  public enum Level {
    /** As it should be. */
    OK,
    /** Worth knowing; and every check that could not be made. */
    NOTE,
    /** Some guests will not run, or not well, until somebody acts. */
    WARNING,
    /** No guest can be taken to this host. */
    ERROR
  }

  public HostFinding {
    Objects.requireNonNull(id);
    Objects.requireNonNull(level);
    Objects.requireNonNull(found);
    Objects.requireNonNull(why);
    Objects.requireNonNull(remedy);
  }

  /** Returns that all is well. */
  public static HostFinding ok(String id, String found, String why) {
    return new HostFinding(id, Level.OK, found, why, "");
  }

  /** Returns something worth knowing. */
  public static HostFinding note(String id, String found, String why, String remedy) {
    return new HostFinding(id, Level.NOTE, found, why, remedy);
  }

  /** Returns something that somebody should mend. */
  public static HostFinding warning(String id, String found, String why, String remedy) {
    return new HostFinding(id, Level.WARNING, found, why, remedy);
  }

  /** Returns what keeps guests off this host. */
  public static HostFinding error(String id, String found, String why, String remedy) {
    return new HostFinding(id, Level.ERROR, found, why, remedy);
  }
}
