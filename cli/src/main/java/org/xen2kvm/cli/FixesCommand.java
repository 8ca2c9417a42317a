package org.xen2kvm.cli;

import java.io.IOException;
import java.util.Locale;
import org.xen2kvm.cli.option.Arguments;
import org.xen2kvm.cli.option.Options;
import org.xen2kvm.cli.option.Shell;
import org.xen2kvm.cli.option.UsageException;
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
    int width = 0;
    for (Fix fix : FixCatalog.builtIn().all()) {
      width = Math.max(width, fix.descriptor().id().value().length());
    }
    StringBuilder out = new StringBuilder();
    for (Fix fix : FixCatalog.builtIn().all()) {
      String id = String.format(Locale.ROOT, "%-" + (width + 2) + "s", fix.descriptor().id());
      out.append(id).append(fix.descriptor().title()).append('\n');
    }
    shell.print(out.toString());
    return ExitCode.DONE;
  }
}
