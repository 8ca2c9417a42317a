package org.xen2kvm.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.xen2kvm.cli.batch.Failure;
import org.xen2kvm.cli.guest.ApplianceFactory;
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
import org.xen2kvm.guestfix.inspect.KeyRing;
import org.xen2kvm.migration.GuestSource;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationPlanner;
import org.xen2kvm.migration.apply.ApplyReport;
import org.xen2kvm.migration.apply.PlanExecutor;
import org.xen2kvm.migration.json.PlanFile;
import org.xen2kvm.migration.plan.MigrationPlan;
import picocli.CommandLine.Model.CommandSpec;

/** Applies plans exactly, or plans guests and applies that at once. */
final class ApplyCommand implements Command {
  /** No plan is larger: it holds the text files of a guest that are changed. */
  private static final int LARGEST_PLAN = 64 << 20;

  private final ApplianceFactory appliances;

  ApplyCommand(ApplianceFactory appliances) {
    this.appliances = appliances;
  }

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
    GuestWork work = GuestWork.of(arguments, shell, appliances);
    boolean verbose = arguments.flag("--verbose");
    PlanExecutor executor = new PlanExecutor(work.appliances(), work.qemuImg(), (guest, step) -> {
      if (verbose) {
        shell.err().print("xen2kvm: " + Printable.line(guest) + ": " + step + "\n");
      }
    });
    List<Path> plans = plans(arguments.positionals(), shell);
    return plans.isEmpty()
        ? planAndApply(arguments, shell, work, executor) : apply(plans, arguments, shell, work, executor);
  }

  private static ExitCode apply(
      List<Path> plans, Arguments arguments, Shell shell, GuestWork work, PlanExecutor executor)
      throws UsageException, IOException {
    GuestChoices.refusePlanning(arguments);
    KeyRing keys = GuestChoices.keys(arguments, shell);
    return work.run(plans, Path::toString, plan -> done("", executor.apply(read(plan), keys)));
  }

  private static ExitCode planAndApply(Arguments arguments, Shell shell, GuestWork work, PlanExecutor executor)
      throws UsageException, IOException {
    List<GuestSource> guests =
        GuestSources.of(arguments.positionals(), GuestChoices.diskFormat(arguments), shell);
    PlanReport report = new PlanReport(arguments.flag("--show-secrets"));
    MigrationPlanner planner = new MigrationPlanner(
        work.appliances(), work.qemuImg(), GuestChoices.plan(arguments, shell), ToolVersion.text());
    return work.run(guests, GuestSource::label, guest -> {
      List<MigrationPlan> shown = new ArrayList<>();
      try {
        ApplyReport done = executor.planAndApply(planner, guest, shown::add);
        return done(report.of(done.plan()), done);
      } catch (MigrationException e) {
        if (e.reason() == MigrationException.Reason.REFUSED && !shown.isEmpty()) {
          return new GuestOutcome(ExitCode.REFUSED, "", report.findings(shown.get(0)));
        }
        throw e;
      }
    });
  }

  private static GuestOutcome done(String shown, ApplyReport report) {
    StringBuilder out = new StringBuilder(shown);
    out.append("done: ").append(Printable.line(report.plan().name())).append('\n');
    for (DiskImage image : report.images()) {
      out.append("  disk: ").append(Printable.line(image.toString())).append('\n');
    }
    report.definition().ifPresent(file -> out.append("  definition: ").append(Printable.line(file.toString())).append('\n'));
    return new GuestOutcome(ExitCode.DONE, out.toString(), "");
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

  private static MigrationPlan read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST_PLAN + 1);
      if (bytes.length > LARGEST_PLAN) {
        throw new MigrationException(MigrationException.Reason.REFUSED, "This is too long for a plan", "", null);
      }
      // A new decoder reports what is no UTF-8.
      return PlanFile.read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new MigrationException(MigrationException.Reason.REFUSED, "This is no plan: it is not UTF-8", "", e);
    } catch (IOException e) {
      throw new UncheckedIOException("The plan cannot be read: " + Failure.reason(e), e);
    }
  }
}
