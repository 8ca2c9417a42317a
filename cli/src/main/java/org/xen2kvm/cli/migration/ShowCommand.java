package org.xen2kvm.cli.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.guest.GuestOutcome;
import org.xen2kvm.cli.guest.PlanReport;
import org.xen2kvm.cli.guest.ReviewFile;
import org.xen2kvm.cli.option.MessageChoices;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Command;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.file.IoReason;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.json.PlanFile;
import picocli.CommandLine.Model.CommandSpec;

/** Shows what saved plans will do: as text, or as the page for whoever approves them. */
public final class ShowCommand implements Command {
  private static final String PAGE = "html";

  @Override
  public String name() {
    return "show";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(name(), "Shows what saved plans will do, as plan has shown it, or as a page for review.");
    spec.addPositional(Options.positionals("PLAN|DIR", "Plans, NAME.plan.json, or folders of plans."));
    spec.addOption(Options.value("FORMAT[=FILE]",
        "text, or html: the review page of all these plans, on standard output or into FILE.", "--format"));
    spec.addOption(Options.flag("Replaces the page if it exists.", "-f", "--force"));
    spec.addOption(Options.flag("Shows passwords.", "--show-secrets"));
    MessageChoices.addTo(spec);
    spec.usageMessage().footer("", "Examples:",
        "  xen2kvm show plans/web1.plan.json --color always | less -R",
        "  xen2kvm show plans/ --format html=review.html",
        "  xen2kvm show plans/web*.plan.json --format html=tonight.html");
    return spec;
  }

  /** A plan's file, and what messages call it. */
  private record Named(Path file, String label) {}

  @Override
  public ExitCode run(Arguments arguments, Shell shell) throws UsageException, IOException {
    List<Named> plans = plans(arguments.positionals(), shell);
    String format = arguments.text("--format");
    if (format == null || format.equals("text")) {
      return text(plans, arguments, shell);
    }
    if (!format.equals(PAGE) && !format.matches(PAGE + "=.+")) {
      throw new UsageException("--format: " + format + " is none of text, html, html=FILE");
    }
    String file = format.equals(PAGE) ? null : format.substring(PAGE.length() + 1);
    try (ReviewFile page = page(file, arguments, shell)) {
      List<GuestOutcome> outcomes = new ArrayList<>();
      for (Named plan : plans) {
        GuestOutcome outcome = page.saved(plan.file(), plan.label());
        outcomes.add(outcome);
        MessageChoices.of(arguments, shell).plainLine(shell).message(outcome.messages());
      }
      page.finish();
      return GuestOutcome.together(outcomes);
    }
  }

  private static ReviewFile page(@Nullable String file, Arguments arguments, Shell shell) throws UsageException, IOException {
    boolean showSecrets = arguments.flag("--show-secrets");
    if (file == null) {
      return ReviewFile.on(shell.out(), showSecrets);
    }
    try {
      return ReviewFile.at(shell.directory().resolve(file), showSecrets, arguments.flag("--force"));
    } catch (FileAlreadyExistsException e) {
      throw new UsageException("The page " + file + " exists; --force replaces it");
    } catch (InvalidPathException e) {
      throw new UsageException("The page " + file + " is no path: " + e.getReason());
    } catch (IOException e) {
      throw new IOException("The page " + file + " cannot be written: " + IoReason.of(e), e);
    }
  }

  private static ExitCode text(List<Named> plans, Arguments arguments, Shell shell) throws UsageException, IOException {
    MessageChoices told = MessageChoices.of(arguments, shell);
    PlanReport report = new PlanReport(arguments.flag("--show-secrets"), told.colorsOutput());
    List<GuestOutcome> outcomes = new ArrayList<>();
    for (Named plan : plans) {
      GuestOutcome outcome = outcome(plan, report, told.isVerbose());
      outcomes.add(outcome);
      shell.print(outcome.data());
      shell.out().flush();
      told.plainLine(shell).message(outcome.messages());
    }
    return GuestOutcome.together(outcomes);
  }

  private static GuestOutcome outcome(Named plan, PlanReport report, boolean causes) {
    try {
      return new GuestOutcome(ExitCode.DONE, report.of(PlanFile.read(plan.file())), "");
    } catch (MigrationException e) {
      return GuestOutcome.unreadable(plan.label(), e).withCauses(causes ? e : null);
    } catch (UncheckedIOException e) {
      return GuestOutcome.unreadable(plan.label(), e).withCauses(causes ? e : null);
    }
  }

  private static List<Named> plans(List<String> arguments, Shell shell) throws UsageException, IOException {
    if (arguments.isEmpty()) {
      throw new UsageException("Name a plan, or a folder of plans");
    }
    List<Named> plans = new ArrayList<>();
    for (String argument : arguments) {
      Path path;
      try {
        path = shell.directory().resolve(argument);
      } catch (InvalidPathException e) {
        throw new UsageException(argument + " is no path: " + e.getReason());
      }
      if (!Files.isDirectory(path)) {
        plans.add(new Named(path, argument));
        continue;
      }
      List<Path> found = PlanFile.in(path);
      if (found.isEmpty()) {
        throw new UsageException("There is no plan in " + argument);
      }
      found.forEach(file -> plans.add(new Named(file, Path.of(argument).resolve(file.getFileName()).toString())));
    }
    return plans;
  }
}
