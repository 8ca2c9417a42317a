package org.xen2kvm.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.xen2kvm.cli.batch.Failure;
import org.xen2kvm.cli.guest.GuestChoices;
import org.xen2kvm.cli.guest.GuestOutcome;
import org.xen2kvm.cli.guest.GuestSources;
import org.xen2kvm.cli.guest.GuestWork;
import org.xen2kvm.cli.guest.PlanReport;
import org.xen2kvm.cli.option.Arguments;
import org.xen2kvm.cli.option.Options;
import org.xen2kvm.cli.option.Shell;
import org.xen2kvm.cli.option.ToolVersion;
import org.xen2kvm.cli.option.UsageException;
import org.xen2kvm.cli.report.Printable;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.migration.FixReport;
import org.xen2kvm.migration.GuestFixing;
import org.xen2kvm.migration.GuestSource;
import org.xen2kvm.migration.MigrationPlan;
import org.xen2kvm.migration.MigrationPlanner;
import org.xen2kvm.migration.PlanFile;
import org.xen2kvm.migration.PlanOptions;
import picocli.CommandLine.Model.CommandSpec;

/** Applies plans exactly, or plans guests and applies that at once. */
final class ApplyCommand implements Command {
  /** No plan is larger: it holds the text files of a guest that are changed. */
  private static final long LARGEST_PLAN = 256L << 20;

  @Override
  public String name() {
    return "apply";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(name(),
        "Applies a plan exactly, in overlays: the source disks stay as they are. Given a definition or disks, plans and"
            + " applies at once.");
    spec.addPositional(Options.positionals("PLAN|DOMAIN.xml|DISK",
        "Plans; or definitions, each a guest; or the disks of one guest."));
    GuestChoices.addOpening(spec);
    GuestChoices.addPlanning(spec);
    spec.addOption(Options.value("N", "Guests worked on at a time; default: by cores and free memory.", "-j", "--jobs"));
    spec.addOption(Options.flag("Shows passwords in the report.", "--show-secrets"));
    spec.addOption(Options.flag("Shows each step, and what the appliance says.", "-v", "--verbose"));
    spec.usageMessage().footer("", "Examples:",
        "  xen2kvm apply plans/web1.plan.json           exactly what was reviewed",
        "  xen2kvm apply web1.xml --work-dir /srv/kvm   plan and apply at once");
    return spec;
  }

  @Override
  public ExitCode run(Arguments arguments, Shell shell) throws UsageException, IOException {
    if (arguments.positionals().isEmpty()) {
      throw new UsageException("Name a plan, a definition, or the disks of a guest");
    }
    List<MigrationPlan> plans = plans(arguments.positionals(), shell);
    GuestWork work = GuestWork.of(arguments, shell);
    boolean verbose = arguments.flag("--verbose");
    GuestFixing fixing = new GuestFixing(work.appliances(), work.qemuImg(), step -> {
      if (verbose) {
        shell.err().print("xen2kvm: " + step + "\n");
      }
    });
    PlanOptions options = GuestChoices.plan(arguments, shell);
    if (!plans.isEmpty()) {
      return work.run(plans, MigrationPlan::label, plan -> done("", fixing.apply(plan, options.keys())));
    }
    List<GuestSource> guests =
        GuestSources.of(arguments.positionals(), GuestChoices.diskFormat(arguments), shell);
    PlanReport report = new PlanReport(arguments.flag("--show-secrets"));
    MigrationPlanner planner =
        new MigrationPlanner(work.appliances(), work.qemuImg(), options, ToolVersion.text());
    return work.run(guests, GuestSource::label, guest -> {
      StringBuilder shown = new StringBuilder();
      FixReport done = fixing.planAndApply(planner, guest, plan -> shown.append(report.of(plan)));
      return done(shown.toString(), done);
    });
  }

  private static GuestOutcome done(String shown, FixReport report) {
    StringBuilder out = new StringBuilder(shown);
    out.append("done: ").append(Printable.line(report.plan().name())).append('\n');
    for (DiskImage image : report.images()) {
      out.append("  disk: ").append(Printable.line(image.toString())).append('\n');
    }
    report.definition().ifPresent(file -> out.append("  definition: ").append(Printable.line(file.toString())).append('\n'));
    return new GuestOutcome(ExitCode.DONE, out.toString(), "");
  }

  /** Returns the plans when the arguments are plans, nothing when none is. */
  private static List<MigrationPlan> plans(List<String> arguments, Shell shell) throws UsageException {
    List<MigrationPlan> plans = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.endsWith(".json")) {
        plans.add(plan(argument, shell));
      }
    }
    if (!plans.isEmpty() && plans.size() < arguments.size()) {
      throw new UsageException("Give plans (*.json) or guests, not both");
    }
    return plans;
  }

  private static MigrationPlan plan(String argument, Shell shell) throws UsageException {
    try {
      Path file = shell.directory().resolve(argument);
      if (Files.size(file) > LARGEST_PLAN) {
        throw new UsageException(argument + " is too long for a plan");
      }
      return PlanFile.read(Files.readString(file, StandardCharsets.UTF_8));
    } catch (InvalidPathException e) {
      throw new UsageException(argument + " is no path: " + e.getReason());
    } catch (IOException e) {
      throw new UsageException(argument + " cannot be read: " + Failure.reason(e));
    }
  }
}
