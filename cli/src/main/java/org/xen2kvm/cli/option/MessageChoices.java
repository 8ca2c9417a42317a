package org.xen2kvm.cli.option;

import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.progress.TerminalLine;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import picocli.CommandLine.Model.CommandSpec;

/**
 * How much a command tells besides its data, and what of all it prints is coloured: {@code --quiet}, {@code --verbose} and
 * {@code --color}, which every command has, so that a script can give them to any. Immutable.
 *
 * @param verbosity how much is told
 * @param colorsOutput whether standard output is coloured
 * @param colorsMessages whether standard error is coloured
 */
public record MessageChoices(Verbosity verbosity, boolean colorsOutput, boolean colorsMessages) {

  /**
   * Declares the options.
   *
   * @param more what {@code --verbose} tells besides the causes of failures
   */
  public static void addTo(CommandSpec spec, String... more) {
    String listed = more.length == 0 ? "" : String.join(", ", more) + ", and ";
    spec.addOption(Options.value("auto|always|never", "When messages, tables and diffs are coloured; default: auto, on terminals.", "--color"));
    spec.addOption(Options.flag("Tells more: " + listed + "the causes of failures.", "-v", "--verbose"));
    spec.addOption(Options.flag("Tells errors only: no warnings, no progress, no summary.", "-q", "--quiet"));
  }

  /**
   * Returns the choices.
   *
   * @throws UsageException when they contradict each other, or one is none
   */
  public static MessageChoices of(Arguments arguments, Shell shell) throws UsageException {
    boolean quiet = arguments.flag("--quiet");
    boolean verbose = arguments.flag("--verbose");
    if (quiet && verbose) {
      throw new UsageException("--quiet and --verbose contradict each other");
    }
    When when = arguments.choice("--color", When.values());
    return new MessageChoices(quiet ? Verbosity.QUIET : verbose ? Verbosity.VERBOSE : Verbosity.NORMAL,
        colors(when, shell.outIsTerminal(), shell), colors(when, shell.errIsTerminal(), shell));
  }

  private enum When {
    AUTO,
    ALWAYS,
    NEVER
  }

  private static boolean colors(@Nullable When when, boolean terminal, Shell shell) {
    return (when == null || when == When.AUTO) ? unasked(terminal, shell) : when == When.ALWAYS;
  }

  /** As https://no-color.org and https://bixense.com/clicolors have it; who wants none is heard before who wants some. */
  private static boolean unasked(boolean terminal, Shell shell) {
    if (shell.noColor()) {
      return false;
    }
    String force = shell.environment().getOrDefault("CLICOLOR_FORCE", "");
    boolean forced = !force.isEmpty() && !force.equals("0");
    return forced || (terminal && !"0".equals(shell.environment().get("CLICOLOR")));
  }

  /** Returns whether only errors are told. */
  public boolean isQuiet() {
    return verbosity == Verbosity.QUIET;
  }

  /** Returns whether all there is to say is told. */
  public boolean isVerbose() {
    return verbosity == Verbosity.VERBOSE;
  }

  /** Returns where messages are told, above a line that says how far the run is if somebody looks. */
  public TerminalLine line(Shell shell) {
    return new TerminalLine(shell.err(), shell.errIsTerminal() && !isQuiet(), colorsMessages);
  }

  /** Returns where messages are told when the terminal shows something else than how far the run is. */
  public TerminalLine plainLine(Shell shell) {
    return new TerminalLine(shell.err(), false, colorsMessages);
  }
}
