package org.xen2kvm.cli.migration;

import java.io.IOException;
import java.nio.file.Path;
import org.xen2kvm.cli.guest.ApplianceFactory;
import org.xen2kvm.cli.guest.GuestOutcome;
import org.xen2kvm.cli.guest.GuestWork;
import org.xen2kvm.cli.guest.option.StateChoice;
import org.xen2kvm.cli.option.EventChoice;
import org.xen2kvm.cli.option.MessageChoices;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Command;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.migration.journal.MigrationStore;
import org.xen2kvm.migration.run.Hosts;
import picocli.CommandLine.Model.CommandSpec;

/** Undoes applied migrations. */
public final class RollbackCommand implements Command {
  private final ApplianceFactory appliances;
  private final Hosts hosts;

  /** Makes it, with what opens guests' disks and the hosts that domains are on. */
  public RollbackCommand(ApplianceFactory appliances, Hosts hosts) {
    this.appliances = appliances;
    this.hosts = hosts;
  }

  @Override
  public String name() {
    return "rollback";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(name(),
        "Brings back the state before a guest was applied, also after it has run: its domain is ended and forgotten, its"
            + " overlays are removed. What the guest has written on KVM is lost; the source disks are as they were.");
    spec.addPositional(Options.positionals("GUEST", "Guests by their names, as xen2kvm status lists them."));
    spec.addOption(Options.flag("Changes nothing, and says whether it would be refused.", "--dry-run"));
    StateChoice.addTo(spec);
    EventChoice.addTo(spec);
    MessageChoices.addTo(spec, "each step");
    spec.usageMessage().footer("", "Examples:", "  xen2kvm rollback web1");
    return spec;
  }

  @Override
  public ExitCode run(Arguments arguments, Shell shell) throws UsageException, IOException {
    if (arguments.positionals().isEmpty()) {
      throw new UsageException("Name a guest; xen2kvm status lists them");
    }
    GuestWork work = GuestWork.of(arguments, shell, appliances);
    MigrationStore store = StateChoice.store(arguments, shell);
    return work.run(arguments.positionals(), name -> name, (name, listener) -> {
      if (arguments.flag("--dry-run")) {
        work.rehearsal(store, hosts).rollback(name);
        return new GuestOutcome(ExitCode.DONE, "would be rolled back: " + Printable.line(name) + "\n", "");
      }
      StringBuilder messages = new StringBuilder();
      for (Path left : work.migrations(store, hosts, listener).rollback(name)) {
        messages.append(Printable.line(name)).append(": warning: ").append(Printable.line(left.toString()))
            .append(" is not the file that was made, and stays\n");
      }
      return new GuestOutcome(ExitCode.DONE, "rolled back: " + Printable.line(name) + "\n", messages.toString());
    });
  }
}
