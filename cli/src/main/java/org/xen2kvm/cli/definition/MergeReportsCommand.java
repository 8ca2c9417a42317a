package org.xen2kvm.cli.definition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xen2kvm.cli.batch.OutputTarget;
import org.xen2kvm.cli.input.Glob;
import org.xen2kvm.cli.option.MessageChoices;
import org.xen2kvm.cli.option.OutputChoice;
import org.xen2kvm.cli.option.RequestedReport;
import org.xen2kvm.cli.outcome.Rendered;
import org.xen2kvm.cli.outcome.Report;
import org.xen2kvm.cli.outcome.Totals;
import org.xen2kvm.cli.progress.BatchLine;
import org.xen2kvm.cli.shard.ShardReports;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Command;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.ToolVersion;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.cli.text.Printable;
import picocli.CommandLine.Model.CommandSpec;

/** Joins the reports of shards into one, as if one run had written it. */
public final class MergeReportsCommand implements Command {
  @Override
  public String name() {
    return "merge-reports";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(name(),
        "Joins the reports of all shards of a run into one, as if one run had written it, and exits as that run would have.");
    spec.addPositional(Options.positionals("REPORT",
        "JSON or JSON Lines of convert, diff or validate with --shard, one for each shard; files and quoted wildcards."));
    spec.addOption(Options.values("FORMAT[=FILE]",
        "A report, into FILE or on standard output; may be repeated. One of text, json, jsonl, html, sarif, junit; default: json on"
            + " standard output. HTML has no diffs, because reports hold no definitions.",
        "--format"));
    spec.addOption(Options.flag("Exits with 2 when there are changes, 0 when there are none.", "--detailed-exitcode"));
    spec.addOption(Options.flag("Replaces reports that exist.", "-f", "--force"));
    MessageChoices.addTo(spec, "each report that is joined");
    spec.usageMessage().footer("", "Examples:",
        "  xen2kvm convert exports/ -o kvm/ --shard 0/2 --format json=report.json   here",
        "  xen2kvm convert exports/ -o kvm/ --shard 1/2 --format json=report.json   there, at the same time",
        "  xen2kvm merge-reports 'report.*-of-2.json' --format html=report.html --format json=report.json");
    return spec;
  }

  @Override
  public ExitCode run(Arguments arguments, Shell shell) throws UsageException, IOException {
    MessageChoices told = MessageChoices.of(arguments, shell);
    Map<String, Path> files = files(arguments.positionals(), shell);
    boolean secret = isSecret(files);
    Totals totals = new Totals();
    try (ShardReports shards = ShardReports.open(files, ToolVersion.text())) {
      List<RequestedReport> reports = RequestedReport.merged(arguments, shards.command(), told.colorsOutput());
      OutputChoice.refuseSharedFiles(new OutputTarget.None(), reports, shell.directory());
      boolean onOutput = reports.stream().anyMatch(report -> report.file() == null);
      try (BatchLine progress = new BatchLine(shell.outIsTerminal() && onOutput ? told.plainLine(shell) : told.line(shell), true);
          ReportSinks sinks = new ReportSinks(shell, progress)) {
        if (told.isVerbose()) {
          files.keySet().forEach(file -> progress.message("xen2kvm: joining " + Printable.line(file) + "\n"));
        }
        sinks.open(reports, secret, arguments.flag("--force"));
        for (Report report = shards.next(); report != null; report = shards.next()) {
          Rendered rendered = rendered(report, reports);
          sinks.print(rendered, totals.inputs());
          totals.count(rendered);
        }
        totals.tell(shards.findings(), shards.passedOver());
        sinks.finish(totals);
      }
    }
    if (!told.isQuiet()) {
      shell.err().print(totals.summary() + "\n");
    }
    return totals.exitCode(false, arguments.flag("--detailed-exitcode"));
  }

  private static Rendered rendered(Report report, List<RequestedReport> reports) {
    List<String> texts = new ArrayList<>(reports.size());
    for (RequestedReport each : reports) {
      texts.add(each.format().render(report));
    }
    return new Rendered(report.input().label(), report.fate(), ExitCode.DONE, "", "", texts, Optional.empty());
  }

  private static Map<String, Path> files(List<String> arguments, Shell shell) throws UsageException, IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    for (String argument : arguments) {
      try {
        List<String> matches = Glob.isGlob(argument) && !Files.exists(shell.directory().resolve(argument))
            ? new Glob(shell.directory()).matches(argument) : List.of(argument);
        if (matches.isEmpty()) {
          throw new UsageException("No file matches " + argument);
        }
        for (String match : matches) {
          files.put(match, shell.directory().resolve(match));
        }
      } catch (InvalidPathException e) {
        throw new UsageException(argument + " is no path: " + e.getReason());
      }
    }
    if (files.isEmpty()) {
      throw new UsageException("Name the reports of all shards, such as 'report.*-of-4.json'");
    }
    return files;
  }

  /** Reports with passwords are their owner's alone, and so is what is made of one. */
  private static boolean isSecret(Map<String, Path> files) throws IOException {
    for (Path file : files.values()) {
      if (Files.isRegularFile(file) && !Files.getPosixFilePermissions(file).contains(PosixFilePermission.GROUP_READ)) {
        return true;
      }
    }
    return false;
  }
}
