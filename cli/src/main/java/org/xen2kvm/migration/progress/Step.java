package org.xen2kvm.migration.progress;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Where the work on a guest is. Immutable.
 *
 * @param phase what kind of step it is, for programs
 * @param what a phrase such as "fixing the guest", for people
 * @param percent how much of the step is done, from 0 to 100 in tenths; empty when it begins
 */
public record Step(Phase phase, String what, OptionalDouble percent) {
  /** Kinds of steps. Their words are in events, so they are for ever. */
  public enum Phase {
    /** The guest's disks are opened. */
    OPENING,
    /** What is inside is looked at. */
    INSPECTING,
    /** What has to change is found out. */
    PLANNING,
    /** Overlays are made on the disks. */
    MAKING_OVERLAYS,
    /** The guest is changed in them. */
    FIXING,
    /** All changes are read again. */
    VERIFYING,
    /** The overlays are checked, or a host is. */
    CHECKING,
    /** Images are made that need no others behind them. */
    FLATTENING,
    /** What was made gets its names. */
    PUBLISHING,
    /** A disk is copied to its host. */
    COPYING,
    /** The copy is compared. */
    READING_BACK,
    /** The domain is defined. */
    DEFINING,
    /** The domain is started, and the guest comes up. */
    STARTING,
    /** The guest shuts down, so that it can be committed. */
    SHUTTING_DOWN,
    /** An overlay is written into its disk. */
    FOLDING,
    /** The domain gets its disks. */
    REDEFINING,
    /** What nobody needs any more goes. */
    CLEARING,
    /** Everything is undone. */
    UNDOING,
    /** A domain goes to another host. */
    MOVING;

    /** Returns the word that events use. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Returns the step as it begins. */
  public static Step begins(Phase phase, String what) {
    return new Step(phase, what, OptionalDouble.empty());
  }

  /** Returns the same step with a part of it done. */
  public Step at(double donePercent) {
    return new Step(phase, what, OptionalDouble.of(Math.round(Math.max(0, Math.min(100, donePercent)) * 10) / 10.0));
  }

  /** Returns the same step with so many of all done. */
  public Step at(long done, long all) {
    return at(all <= 0 ? 100 : 100.0 * done / all);
  }
}
