package org.xen2kvm.cli.reference;

import java.io.IOException;
import java.util.List;
import org.xen2kvm.cli.option.MessageChoices;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Command;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.cli.text.Color;
import org.xen2kvm.cli.text.Table;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixCatalog;
import picocli.CommandLine.Model.CommandSpec;

/** Lists what is put right inside guests' disks, in the order in which it is planned. */
public final class FixesCommand implements Command {
  @Override
  public String name() {
    return "fixes";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(name(), "Lists what is put right inside guests' disks, in the order in which it is planned.");
    MessageChoices.addTo(spec, "what explain tells of each");
    spec.usageMessage().footer("", "Examples:", "  xen2kvm fixes", "  xen2kvm explain fstab-stable-names");
    return spec;
  }

  @Override
  public ExitCode run(Arguments arguments, Shell shell) throws UsageException, IOException {
    MessageChoices told = MessageChoices.of(arguments, shell);
    List<Fix> fixes = FixCatalog.builtIn().all();
    if (told.isVerbose()) {
      shell.print(String.join("\n", fixes.stream().map(fix -> ExplainCommand.text(fix.descriptor(), told.colorsOutput())).toList()));
      return ExitCode.DONE;
    }
    Table table = new Table();
    for (Fix fix : fixes) {
      table.row(told.colorsOutput() ? Color.BOLD : null, fix.descriptor().id().value(), fix.descriptor().title());
    }
    shell.print(table.text());
    return ExitCode.DONE;
  }
}
