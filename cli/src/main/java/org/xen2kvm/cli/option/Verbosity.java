package org.xen2kvm.cli.option;

import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.UsageException;
import picocli.CommandLine.Model.CommandSpec;

/** How much a command says besides its data. */
public enum Verbosity {
  /** Errors only: no warnings, no notes, no progress, no summary. */
  QUIET,
  /** What somebody should know. */
  NORMAL,
  /** More than that. */
  VERBOSE;

  /**
   * Declares the options.
   *
   * @param verbose what {@code --verbose} shows
   */
  public static void addTo(CommandSpec spec, String verbose) {
    spec.addOption(Options.flag(verbose, "-v", "--verbose"));
    spec.addOption(Options.flag("Shows errors only: no warnings, no progress, no summary.", "-q", "--quiet"));
  }

  /**
   * Returns the choice.
   *
   * @throws UsageException when it is both
   */
  public static Verbosity of(Arguments arguments) throws UsageException {
    boolean quiet = arguments.flag("--quiet");
    boolean verbose = arguments.flag("--verbose");
    if (quiet && verbose) {
      throw new UsageException("--quiet and --verbose contradict each other");
    }
    return quiet ? QUIET : verbose ? VERBOSE : NORMAL;
  }
}
