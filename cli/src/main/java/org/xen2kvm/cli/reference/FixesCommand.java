package org.xen2kvm.cli.reference;

import java.io.IOException;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Command;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
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
