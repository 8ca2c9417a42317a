package org.xen2kvm.cli;

import java.io.IOException;
import org.xen2kvm.cli.option.Arguments;
import org.xen2kvm.cli.option.Options;
import org.xen2kvm.cli.option.Shell;
import org.xen2kvm.cli.option.UsageException;
import org.xen2kvm.cli.report.Table;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixCatalog;
import picocli.CommandLine.Model.CommandSpec;

/** Lists what is put right inside guests' disks, in the order in which it is planned. */
final class FixesCommand implements Command {
  @Override
  public String name() {
    return "fixes";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(name(), "Lists what is put right inside guests' disks, in the order in which it is planned.");
    spec.usageMessage().footer("", "Examples:", "  xen2kvm fixes", "  xen2kvm explain fstab-stable-names");
    return spec;
  }

  @Override
  public ExitCode run(Arguments arguments, Shell shell) throws UsageException, IOException {
    Table table = new Table();
    for (Fix fix : FixCatalog.builtIn().all()) {
      table.row(fix.descriptor().id().value(), fix.descriptor().title());
    }
    shell.print(table.text());
    return ExitCode.DONE;
  }
}
