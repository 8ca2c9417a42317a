package org.xen2kvm.cli.migration;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.xen2kvm.cli.guest.ApplianceFactory;
import org.xen2kvm.cli.guest.GuestFormats;
import org.xen2kvm.cli.guest.GuestOutcome;
import org.xen2kvm.cli.guest.GuestSources;
import org.xen2kvm.cli.guest.GuestWork;
import org.xen2kvm.cli.guest.PlanReport;
import org.xen2kvm.cli.guest.option.GuestChoices;
import org.xen2kvm.cli.guest.option.RunChoices;
import org.xen2kvm.cli.guest.option.StateChoice;
import org.xen2kvm.cli.option.EventChoice;
import org.xen2kvm.cli.option.MessageChoices;
import org.xen2kvm.cli.secret.SecretMask;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Command;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.ToolVersion;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.inspect.KeyRing;
import org.xen2kvm.migration.GuestSource;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationPlanner;
import org.xen2kvm.migration.PlanOptions;
import org.xen2kvm.migration.apply.ApplyReport;
import org.xen2kvm.migration.failure.ShellWord;
import org.xen2kvm.migration.host.PlanningHost;
import org.xen2kvm.migration.journal.MigrationStore;
import org.xen2kvm.migration.json.PlanFile;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.RunPlan;
import org.xen2kvm.migration.run.Hosts;
import org.xen2kvm.migration.run.MigrationReport;
import picocli.CommandLine.Model.CommandSpec;

/** Applies plans exactly, or plans guests and applies that at once. */
public final class ApplyCommand implements Command {
  private final ApplianceFactory appliances;
  private final Hosts hosts;

  /** Makes it, with what opens guests' disks and the hosts that domains go to. */
  public ApplyCommand(ApplianceFactory appliances, Hosts hosts) {
    this.appliances = appliances;
    this.hosts = hosts;
  }

  @Override
  public String name() {
    return "apply";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(name(),
        "Applies a plan exactly: fixes the guest in overlays, so that the source disks stay as they are, defines its domain,"
            + " starts it, and waits until the guest is up. A failure undoes all of it. Given a definition or disks, plans"
            + " and applies at once.");
    spec.addPositional(Options.positionals("PLAN|DOMAIN.xml|DISK",
        "Plans; or definitions, each a guest; or the disks of one guest."));
    GuestChoices.addOpening(spec);
    GuestChoices.addPlanning(spec);
    StateChoice.addTo(spec);
    spec.addOption(Options.value("N", "Guests worked on at a time; default: by cores and free memory.", "-j", "--jobs"));
    spec.addOption(Options.flag("Of plans: changes nothing, and says whether they would be refused.", "--dry-run"));
    spec.addOption(Options.flag("Shows passwords in the report.", "--show-secrets"));
    spec.addOption(Options.values("junit=FILE", "Writes a report with a test case for each guest.", "--format"));
    EventChoice.addTo(spec);
    spec.addOption(Options.flag("Replaces the report if it exists.", "-f", "--force"));
    MessageChoices.addTo(spec, "each step", "what the appliance says");
    spec.usageMessage().footer("", "Examples:",
        "  xen2kvm apply plans/web1.plan.json           exactly what was reviewed",
        "  xen2kvm apply web1.xml --work-dir /srv/kvm   plan and apply at once",
        "  xen2kvm apply plans/web1.plan.json --no-start",
        "  xen2kvm apply plans/*.plan.json --events - | jq -c 'select(.percent | not)'",
        "", "Then: xen2kvm commit web1, or xen2kvm rollback web1.");
    return spec;
  }

  @Override
  public ExitCode run(Arguments arguments, Shell shell) throws UsageException, IOException {
    if (arguments.positionals().isEmpty()) {
      throw new UsageException("Name a plan, a definition, or the disks of a guest");
    }
    GuestWork work = GuestWork.of(arguments, shell, appliances)
        .reporting(GuestFormats.of(arguments.texts("--format"), List.of()));
    MigrationStore store = StateChoice.store(arguments, shell);
    List<Path> plans = plans(arguments.positionals(), shell);
    if (plans.isEmpty() && arguments.flag("--dry-run")) {
      throw new UsageException("--dry-run: for what is not planned yet there is xen2kvm plan");
    }
    return plans.isEmpty() ? planAndApply(arguments, shell, work, store) : apply(plans, arguments, shell, work, store);
  }

  private ExitCode apply(
      List<Path> plans, Arguments arguments, Shell shell, GuestWork work, MigrationStore store)
      throws UsageException, IOException {
    GuestChoices.refusePlanning(arguments);
    UnaryOperator<Optional<RunPlan>> narrowed = RunChoices.narrowing(arguments);
    KeyRing keys = GuestChoices.keys(arguments, shell);
    return work.run(plans, Path::toString, (file, listener) -> {
      MigrationPlan read = PlanFile.read(file);
      MigrationPlan plan = read.running(narrowed.apply(read.run()));
      if (arguments.flag("--dry-run")) {
        work.rehearsal(store, hosts).apply(plan);
        return new GuestOutcome(ExitCode.DONE, "would be applied: " + Printable.line(plan.name()) + "\n", "");
      }
      return done("", work.migrations(store, hosts, listener).apply(plan, keys));
    });
  }

  private ExitCode planAndApply(Arguments arguments, Shell shell, GuestWork work, MigrationStore store)
      throws UsageException, IOException {
    List<GuestSource> guests =
        GuestSources.of(arguments.positionals(), GuestChoices.diskFormat(arguments), shell);
    PlanReport report = new PlanReport(arguments.flag("--show-secrets"), work.told().colorsOutput());
    try (PlanningHost host = GuestChoices.host(arguments, shell, hosts, guests)) {
      PlanOptions options = GuestChoices.plan(arguments, shell, host, guests, hosts);
      MigrationPlanner planner =
          new MigrationPlanner(work.appliances(), work.qemuImg(), options, ToolVersion.text());
      return work.run(guests, GuestSource::label, (guest, listener) -> {
        List<MigrationPlan> shown = new ArrayList<>();
        try {
          Optional<RunPlan> run = options.run().filter(any -> guest.definition().isPresent());
          MigrationReport done = work.migrations(store, hosts, listener)
              .planAndApply(planner.heardBy(listener), guest, run, shown::add);
          return done(report.of(done.files().plan()), done);
        } catch (MigrationException e) {
          if (e.reason() == MigrationException.Reason.REFUSED && !shown.isEmpty()) {
            return new GuestOutcome(ExitCode.REFUSED, "", report.findings(shown.get(0)));
          }
          throw e;
        }
      });
    }
  }

  private static GuestOutcome done(String shown, MigrationReport report) {
    ApplyReport files = report.files();
    String name = Printable.line(files.plan().name());
    StringBuilder out = new StringBuilder();
    out.append("done: ").append(name).append('\n');
    List<DiskImage> images = report.committed()
        ? files.plan().disks().stream().map(disk -> disk.source().image()).toList() : files.images();
    for (DiskImage image : images) {
      out.append("  disk: ").append(Printable.line(image.toString())).append('\n');
    }
    files.definition().ifPresent(file -> out.append("  definition: ").append(Printable.line(file.toString())).append('\n'));
    StringBuilder messages = new StringBuilder();
    report.domain().ifPresent(domain -> {
      out.append("  domain: ").append(Printable.line(domain.name())).append(" on ").append(Printable.line(domain.uri()))
          .append(", ").append(domain.state().word())
          .append(domain.proof().isEmpty() ? "" : "; the guest is up: " + Printable.line(domain.proof())).append('\n');
      domain.dropped().forEach(place -> messages.append(name)
          .append(": warning: libvirt has left out ").append(Printable.line(place)).append('\n'));
    });
    out.append("  journal: ").append(Printable.line(report.journal().toString())).append('\n');
    String word = Printable.line(ShellWord.of(files.plan().name()));
    out.append(report.committed() ? "  committed: its disks hold all of it\n"
        : "  keep it: xen2kvm commit " + word + "; undo it: xen2kvm rollback " + word + "\n");
    return new GuestOutcome(ExitCode.DONE, shown + SecretMask.mask(out.toString()), messages.toString());
  }

  /** Returns the files when the arguments are plans, nothing when none is. */
  private static List<Path> plans(List<String> arguments, Shell shell) throws UsageException {
    List<Path> plans = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.endsWith(".json")) {
        try {
          plans.add(shell.directory().resolve(argument));
        } catch (InvalidPathException e) {
          throw new UsageException(argument + " is no path: " + e.getReason());
        }
      }
    }
    if (!plans.isEmpty() && plans.size() < arguments.size()) {
      throw new UsageException("Give plans (*.json) or guests, not both");
    }
    return plans;
  }
}
