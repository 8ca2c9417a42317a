package org.xen2kvm.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.List;
import org.xen2kvm.cli.guest.PlanReport;
import org.xen2kvm.cli.option.Arguments;
import org.xen2kvm.cli.option.ColorChoice;
import org.xen2kvm.cli.option.Options;
import org.xen2kvm.cli.option.Shell;
import org.xen2kvm.cli.option.UsageException;
import org.xen2kvm.cli.report.DiffFormat;
import org.xen2kvm.cli.report.Printable;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.json.PlanFile;
import picocli.CommandLine.Model.CommandSpec;

/** Shows what a saved plan will do. */
final class ShowCommand implements Command {
  @Override
  public String name() {
    return "show";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(name(), "Shows what a saved plan will do, as plan has shown it.");
    spec.addPositional(Options.positionals("PLAN", "A plan: NAME.plan.json."));
    spec.addOption(Options.flag("Shows passwords.", "--show-secrets"));
    ColorChoice.addTo(spec);
    spec.usageMessage().footer("", "Examples:", "  xen2kvm show plans/web1.plan.json --color always | less -R");
    return spec;
  }

  @Override
  public ExitCode run(Arguments arguments, Shell shell) throws UsageException, IOException {
    List<String> files = arguments.positionals();
    if (files.size() != 1) {
      throw new UsageException("Name one plan");
    }
    try {
      String shown = new PlanReport(arguments.flag("--show-secrets")).of(PlanFile.read(shell.directory().resolve(files.get(0))));
      shell.print(ColorChoice.of(arguments, shell.outIsTerminal(), shell) ? DiffFormat.painted(shown) : shown);
      return ExitCode.DONE;
    } catch (InvalidPathException e) {
      throw new UsageException(files.get(0) + " is no path: " + e.getReason());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (MigrationException e) {
      shell.err().print(Printable.line(files.get(0)) + ": error: " + Printable.line(String.valueOf(e.getMessage())) + "\n");
      return ExitCode.REFUSED;
    }
  }
}
