package org.xen2kvm.cli.migration;

import java.io.IOException;
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
import org.xen2kvm.migration.journal.Migration;
import org.xen2kvm.migration.journal.MigrationStore;
import org.xen2kvm.migration.run.Hosts;
import picocli.CommandLine.Model.CommandSpec;

/** Keeps applied migrations for good. */
public final class CommitCommand implements Command {
  private final ApplianceFactory appliances;
  private final Hosts hosts;

  /** Makes it, with what opens guests' disks and the hosts that domains are on. */
  public CommitCommand(ApplianceFactory appliances, Hosts hosts) {
    this.appliances = appliances;
    this.hosts = hosts;
  }

  @Override
  public String name() {
    return "commit";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(name(),
        "Keeps a guest that was applied: its overlays are written into its disks, and its domain gets the disks. After that"
            + " there is no rollback. One that was killed goes on.");
    spec.addPositional(Options.positionals("GUEST", "Guests by their names, as xen2kvm status lists them."));
    spec.addOption(Options.flag("Keeps the overlays on the disks instead of writing them into the disks.", "--keep-overlays"));
    spec.addOption(Options.flag("Changes nothing, and says whether it would be refused.", "--dry-run"));
    StateChoice.addTo(spec);
    EventChoice.addTo(spec);
    MessageChoices.addTo(spec, "each step");
    spec.usageMessage().footer("", "Examples:",
        "  virsh shutdown web1 && xen2kvm commit web1",
        "  xen2kvm commit web1 --keep-overlays          its disks stay as they were");
    return spec;
  }

  @Override
  public ExitCode run(Arguments arguments, Shell shell) throws UsageException, IOException {
    if (arguments.positionals().isEmpty()) {
      throw new UsageException("Name a guest; xen2kvm status lists them");
    }
    boolean fold = !arguments.flag("--keep-overlays");
    GuestWork work = GuestWork.of(arguments, shell, appliances);
    MigrationStore store = StateChoice.store(arguments, shell);
    return work.run(arguments.positionals(), name -> name, (name, listener) -> {
      if (arguments.flag("--dry-run")) {
        work.rehearsal(store, hosts).commit(name, fold);
        return new GuestOutcome(ExitCode.DONE, "would be committed: " + Printable.line(name) + "\n", "");
      }
      Migration migration = work.migrations(store, hosts, listener).commit(name, fold);
      String what = migration.folds() ? "its disks hold all of it" : "it stays as it is";
      return new GuestOutcome(ExitCode.DONE, "committed: " + Printable.line(name) + ", " + what + "\n", "");
    });
  }
}
