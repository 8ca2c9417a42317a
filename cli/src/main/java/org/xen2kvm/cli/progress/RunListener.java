package org.xen2kvm.cli.progress;

import java.util.List;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.migration.progress.Step;

/**
 * Hears how far a run is, as it happens, on whatever thread that is. Guests are told by the input that named them, since not
 * before a definition or a plan is read is the guest's name known. Implementations are safe for use by several threads.
 */
public interface RunListener {
  /** Hears nothing. */
  RunListener NONE = new RunListener() {};

  /** The run begins. */
  default void runBegins(String command, List<String> inputs) {}

  /** Work on a guest begins. */
  default void guestBegins(String input) {}

  /** A step on a guest begins, or is further than before. */
  default void step(String input, String guest, Step step) {}

  /**
   * Nothing more happens to a guest.
   *
   * @param messages what is said of it on standard error, in lines
   */
  default void guestEnds(String input, ExitCode exit, String messages) {}

  /** The run has ended. */
  default void runEnds(ExitCode exit) {}
}
