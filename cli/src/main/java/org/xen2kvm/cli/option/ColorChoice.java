package org.xen2kvm.cli.option;

import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import picocli.CommandLine.Model.CommandSpec;

/** Whether output has colours. Stateless. */
public final class ColorChoice {
  private ColorChoice() {}

  /** Declares the option. */
  public static void addTo(CommandSpec spec) {
    spec.addOption(Options.value("WHEN", "Colours: auto, always or never.", "--color"));
  }

  /**
   * Returns whether a stream gets colours.
   *
   * @param terminal whether a person sees it
   * @throws UsageException when the choice is none
   */
  public static boolean of(Arguments arguments, boolean terminal, Shell shell) throws UsageException {
    String when = arguments.text("--color");
    if (when == null || when.equals("auto")) {
      return unasked(terminal, shell);
    }
    if (when.equals("always") || when.equals("never")) {
      return when.equals("always");
    }
    throw new UsageException("--color: " + when + " is none of auto, always, never");
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
}
