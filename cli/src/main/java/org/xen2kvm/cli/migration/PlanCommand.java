package org.xen2kvm.cli.migration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.guest.ApplianceFactory;
import org.xen2kvm.cli.guest.GuestFormats;
import org.xen2kvm.cli.guest.GuestOutcome;
import org.xen2kvm.cli.guest.GuestSources;
import org.xen2kvm.cli.guest.GuestWork;
import org.xen2kvm.cli.guest.PlanReport;
import org.xen2kvm.cli.guest.PlanSummary;
import org.xen2kvm.cli.guest.ReviewFile;
import org.xen2kvm.cli.guest.option.GuestChoices;
import org.xen2kvm.cli.option.EventChoice;
import org.xen2kvm.cli.option.FromChoice;
import org.xen2kvm.cli.option.MessageChoices;
import org.xen2kvm.cli.option.ShardChoice;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Command;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.ToolVersion;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.file.AtomicFile;
import org.xen2kvm.file.IoReason;
import org.xen2kvm.migration.GuestSource;
import org.xen2kvm.migration.MigrationPlanner;
import org.xen2kvm.migration.batch.Shard;
import org.xen2kvm.migration.host.PlanningHost;
import org.xen2kvm.migration.json.PlanFile;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.run.Hosts;
import picocli.CommandLine.Model.CommandSpec;

/** Plans the migration of guests: definition and disks. Nothing is changed. */
public final class PlanCommand implements Command {
  private final ApplianceFactory appliances;
  private final Hosts hosts;

  /** Makes it, with what opens guests' disks and the hosts that plans are for. */
  public PlanCommand(ApplianceFactory appliances, Hosts hosts) {
    this.appliances = appliances;
    this.hosts = hosts;
  }

  @Override
  public String name() {
    return "plan";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(name(),
        "Plans a guest's migration, its definition and what is changed inside its disks, and shows it. Nothing is changed.");
    spec.addPositional(Options.positionals("DOMAIN.xml|DISK",
        "Definitions, libvirt's or xl's, each a guest whose disks are on this host; or the disks of one guest, in order."
            + " With --from: names of domains."));
    FromChoice.addTo(spec);
    spec.addOption(Options.value("DIR",
        "Where plans are written, NAME.plan.json each, for apply, and report.html about all plans there, for whoever approves them.", "-o", "--output"));
    GuestChoices.addOpening(spec);
    GuestChoices.addPlanning(spec);
    spec.addOption(Options.value("N", "Guests worked on at a time; default: by cores and free memory.", "-j", "--jobs"));
    spec.addOption(Options.values("FORMAT",
        "text, or json: the plan itself with all passwords, on standard output. Besides, junit=FILE: a test case for each guest.",
        "--format"));
    EventChoice.addTo(spec);
    ShardChoice.addTo(spec, "Guests", "Reports get names such as report.0-of-4.html.");
    spec.addOption(Options.flag("Exits with 2 when there is something to do, 0 when there is nothing.", "--detailed-exitcode"));
    spec.addOption(Options.flag("Replaces plans and reports that exist.", "-f", "--force"));
    spec.addOption(Options.flag("Shows passwords in the report.", "--show-secrets"));
    MessageChoices.addTo(spec, "each step", "what the appliance says");
    spec.usageMessage().footer("", "Examples:",
        "  xen2kvm plan web1.xml | less                 what would be done",
        "  xen2kvm plan exports/*.xml -o plans/         plans to review, and to apply exactly",
        "  xen2kvm plan disk.img --input-format raw     a guest of which only the disk is there",
        "  xen2kvm plan exports/ -o plans/ -q --format junit=plans.xml --events events.jsonl");
    return spec;
  }

  @Override
  public ExitCode run(Arguments arguments, Shell shell) throws UsageException, IOException {
    String from = FromChoice.uri(arguments);
    if (from == null && arguments.positionals().isEmpty()) {
      throw new UsageException("Name a definition, or the disks of a guest");
    }
    Optional<Shard> shard = ShardChoice.of(arguments);
    GuestFormats formats = GuestFormats.of(arguments.texts("--format"), List.of("text", "json")).of(shard);
    Path folder = folder(arguments, shell);
    boolean force = arguments.flag("--force");
    boolean detailed = arguments.flag("--detailed-exitcode");
    PlanReport report =
        new PlanReport(arguments.flag("--show-secrets"), MessageChoices.of(arguments, shell).colorsOutput());
    List<GuestSource> guests = from == null
        ? GuestSources.of(arguments.positionals(), GuestChoices.diskFormat(arguments), shell)
        : GuestSources.of(from, arguments.positionals(), hosts, shell);
    List<GuestSource> own = GuestSources.of(shard, guests);
    GuestWork work = GuestWork.of(arguments, shell, appliances).reporting(formats);
    try (PlanningHost host = GuestChoices.host(arguments, shell, hosts, guests);
        ReviewFile review = ReviewFile.in(folder, shard, arguments.flag("--show-secrets"))) {
      MigrationPlanner planner = new MigrationPlanner(
          work.appliances(), work.qemuImg(), GuestChoices.plan(arguments, shell, host, guests, hosts), ToolVersion.text());
      PlanSummary summary = new PlanSummary(own, shard);
      ExitCode code = work.run(own, GuestSource::label, (guest, listener) -> {
        MigrationPlan plan = planner.heardBy(listener).plan(guest);
        summary.add(guest, plan);
        String text = PlanFile.write(plan);
        String problem = folder == null ? "" : write(plan, text, folder, force);
        if (problem.isEmpty()) {
          review.planned(guest, plan, text);
        }
        ExitCode exit = !problem.isEmpty() ? ExitCode.FAILED
            : plan.isRefused() ? ExitCode.REFUSED
            : detailed && plan.changesAnything() ? ExitCode.CHANGES : ExitCode.DONE;
        String shown = formats.json() ? text : report.of(plan);
        return new GuestOutcome(exit, shown, problem, report.findings(plan));
      }, review::told);
      review.finish();
      if (guests.size() > 1) {
        if (!work.told().isQuiet()) {
          shell.err().print(summary.text());
        }
        if (folder != null) {
          summary.write(folder);
        }
      }
      return code;
    }
  }

  private static @Nullable Path folder(Arguments arguments, Shell shell) throws UsageException {
    String given = arguments.text("--output");
    if (given == null) {
      return null;
    }
    try {
      Path folder = shell.directory().resolve(given);
      Files.createDirectories(folder);
      return folder;
    } catch (InvalidPathException e) {
      throw new UsageException("-o: " + given + " is no path: " + e.getReason());
    } catch (IOException e) {
      throw new UsageException("-o: " + given + " cannot be made: " + IoReason.of(e));
    }
  }

  /**
   * Writes a plan, readable by its owner only: it holds the definition and the guest's configuration. Returns what went wrong.
   */
  private static String write(MigrationPlan plan, String text, Path folder, boolean force) {
    Path file = folder.resolve(plan.fileName() + PlanFile.SUFFIX);
    try (AtomicFile out = new AtomicFile(file, true, force)) {
      out.stream().write(text.getBytes(StandardCharsets.UTF_8));
      out.commit();
      return "";
    } catch (FileAlreadyExistsException e) {
      return file + ": error: The plan exists\n    Replace it with --force.\n";
    } catch (IOException e) {
      return file + ": error: The plan cannot be written: " + IoReason.of(e) + "\n";
    }
  }
}
