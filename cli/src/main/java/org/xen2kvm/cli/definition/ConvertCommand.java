package org.xen2kvm.cli.definition;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.cli.batch.AfterConversion;
import org.xen2kvm.cli.batch.Batch;
import org.xen2kvm.cli.batch.DomainRun;
import org.xen2kvm.cli.batch.OutputTarget;
import org.xen2kvm.cli.input.Sources;
import org.xen2kvm.cli.option.DiskChoices;
import org.xen2kvm.cli.option.EventChoice;
import org.xen2kvm.cli.option.FromChoice;
import org.xen2kvm.cli.option.HostChoice;
import org.xen2kvm.cli.option.MessageChoices;
import org.xen2kvm.cli.option.Mode;
import org.xen2kvm.cli.option.OutputChoice;
import org.xen2kvm.cli.option.PolicyChoices;
import org.xen2kvm.cli.option.RequestedReport;
import org.xen2kvm.cli.option.ShardChoice;
import org.xen2kvm.cli.outcome.Totals;
import org.xen2kvm.cli.policy.GuestFactsReader;
import org.xen2kvm.cli.policy.PolicyException;
import org.xen2kvm.cli.progress.BatchLine;
import org.xen2kvm.cli.progress.CopyProgress;
import org.xen2kvm.cli.progress.RunListener;
import org.xen2kvm.cli.progress.RunListeners;
import org.xen2kvm.cli.progress.StepLines;
import org.xen2kvm.cli.progress.TerminalLine;
import org.xen2kvm.cli.report.Messages;
import org.xen2kvm.cli.report.ReportFormat;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Command;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.cli.shell.OptionFile;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.migration.batch.NetworkCoverage;
import org.xen2kvm.migration.batch.Shard;
import org.xen2kvm.migration.run.Hosts;
import picocli.CommandLine.Model.CommandSpec;

/** Converts definitions, or shows what that would change, or what stands against it: one run in three ways. */
public final class ConvertCommand implements Command {
  private static final int MOST_JOBS = 256;

  private final Mode mode;
  private final Hosts hosts;

  /** Makes one of the three; the hosts are asked with {@code --from} only. */
  public ConvertCommand(Mode mode, Hosts hosts) {
    this.mode = mode;
    this.hosts = hosts;
  }

  @Override
  public String name() {
    return switch (mode) {
      case CONVERT -> "convert";
      case DIFF -> "diff";
      case VALIDATE -> "validate";
    };
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(name(), switch (mode) {
      case CONVERT -> "Turns Xen domain definitions, libvirt's XML or configurations of xl and xm, into KVM ones.";
      case DIFF -> "Shows what convert would change, and writes nothing; the same as convert --dry-run.";
      case VALIDATE -> "Says what stands against converting definitions, on standard output, and writes nothing.";
    });
    spec.addPositional(Options.positionals("PATH|DOMAIN",
        "Files, directories (the definitions in them, to any depth, hidden files left out), quoted wildcards, - for standard "
        + "input,"
            + " or @FILE: one argument a line. With --from: names of domains."));
    FromChoice.addTo(spec);
    if (mode == Mode.CONVERT) {
      spec.addOption(Options.value("DIR|FILE",
          "Where results go. A file, for one input; else a directory, where each keeps its path as written."
              + " Without it, one result goes to standard output.",
          "-o", "--output"));
      spec.addOption(Options.flag("Shows the unified diff and writes no definition.", "--dry-run"));
    }
    if (mode == Mode.VALIDATE) {
      spec.addOption(Options.flag(
          "Also says what stands against moving the domain between KVM hosts while it runs; looks at KVM definitions, too.",
          "--migratable"));
    }
    PolicyChoices.addTo(spec);
    HostChoice.addTo(spec);
    DiskChoices.addTo(spec, mode);
    spec.addOption(Options.value("FILE", "What is known of the system inside, YAML.", "--guest-facts"));
    spec.addOption(Options.value("N", "Inputs worked on at a time; default: one for each core.", "-j", "--jobs"));
    ShardChoice.addTo(spec, "Inputs", "Reports get names such as report.0-of-4.json; merge-reports joins them.");
    spec.addOption(Options.onFlag(
        "Goes on after an input that is refused or fails (default); --no-keep-going begins no further one.",
        "--keep-going"));
    spec.addOption(Options.values("FORMAT[=FILE]",
        "A report, into FILE, or on standard output in the place of other data; may be repeated. One of "
            + RequestedReport.NAMES + ".",
        "--format"));
    if (mode == Mode.CONVERT) {
      EventChoice.addTo(spec);
    }
    if (mode != Mode.VALIDATE) {
      spec.addOption(Options.flag("Exits with 2 when there are changes, 0 when there are none.",
          "--detailed-exitcode"));
    }
    spec.addOption(Options.flag("Replaces files that exist, even inputs; of disks only copies of this tool that nothing has changed since.", "-f", "--force"));
    spec.addOption(Options.flag(
        "Shows passwords in reports and diffs; a diff in which some are hidden does not apply.", "--show-secrets"));
    MessageChoices.addTo(spec, mode == Mode.CONVERT ? new String[] {"notes", "each step of copies"} : new String[] {"notes"});
    spec.usageMessage().footer(examples());
    return spec;
  }

  private String[] examples() {
    return switch (mode) {
      case CONVERT -> new String[] {
        "", "Examples:",
        "  xen2kvm convert web1.xml > web1-kvm.xml",
        "  virsh -c xen:/// dumpxml --inactive web1 | xen2kvm convert - -o web1.xml",
        "  xen2kvm convert /etc/xen -o kvm/ -v",
        "  xen2kvm convert --from xen+ssh://root@dom0/ 'web*' db1 -o kvm/",
        "  xen2kvm convert exports/ -o kvm/ --policy site.yaml --format jsonl=report.jsonl",
        "  xen2kvm convert 'exports/web*.xml' -o kvm/ --host domcapabilities.xml",
        "  xen2kvm convert web1.xml --type qemu --machine q35 --guest-os linux",
        "  xen2kvm convert exports/ -o kvm/ --shard 0/4 --format json=report.json",
        "  xen2kvm convert web1.xml -o kvm/ --copy --disk-dir /var/lib/libvirt/images --disk-format qcow2",
        "  xen2kvm convert exports/ -o kvm/ --copy --disk-dir /srv/kvm --events copies.jsonl",
      };
      case DIFF -> new String[] {
        "", "Examples:",
        "  xen2kvm diff web1.xml",
        "  xen2kvm diff exports/ > changes.diff && patch -p1 < changes.diff",
        "  xen2kvm diff web1.xml --detailed-exitcode > /dev/null; test $? -eq 2",
      };
      case VALIDATE -> new String[] {
        "", "Examples:",
        "  xen2kvm validate exports/",
        "  xen2kvm validate web1.xml -v",
        "  virsh dumpxml --inactive web1 | xen2kvm validate --migratable -",
        "  xen2kvm validate --from xen+ssh://root@dom0/",
        "  xen2kvm validate exports/ --format json | jq .summary",
        "  xen2kvm validate exports/ -q --format sarif=findings.sarif --format junit=report.xml",
      };
    };
  }

  @Override
  public ExitCode run(Arguments arguments, Shell shell) throws UsageException, IOException {
    return FromChoice.run(arguments, shell, hosts, sources -> run(arguments, shell, sources));
  }

  private ExitCode run(Arguments arguments, Shell shell, Sources sources) throws UsageException, IOException {
    MessageChoices told = MessageChoices.of(arguments, shell);
    boolean single = sources.isSingle();
    Mode wanted = arguments.flag("--dry-run") ? Mode.DIFF : mode;
    if (wanted != Mode.CONVERT && arguments.text("--output") != null) {
      throw new UsageException("A dry run writes no definition: leave out either --dry-run or -o");
    }
    boolean force = arguments.flag("--force");
    boolean showSecrets = arguments.flag("--show-secrets");
    Optional<Shard> shard = ShardChoice.of(arguments);
    if (shard.isPresent() && !arguments.flag("--keep-going")) {
      throw new UsageException("--shard: with --no-keep-going each shard would stop at another input");
    }
    List<RequestedReport> reports = RequestedReport.of(
        arguments, wanted, shard, least(told), told.colorsOutput(), shell.outIsTerminal());
    boolean reportOnOutput = reports.stream().anyMatch(report -> report.file() == null);
    EventChoice events = EventChoice.of(arguments);
    if (events.takesStandardOutput() && reportOnOutput) {
      throw new UsageException("--events -: standard output is taken by a report; give the report a file");
    }
    HostProfile host = HostChoice.of(arguments, shell);
    Policy policy = PolicyChoices.of(arguments, shell, host);
    GuestFacts guest = guestFacts(arguments, shell);
    Integer jobs = arguments.number("--jobs", 1, MOST_JOBS);
    OutputTarget target = wanted == Mode.CONVERT
        ? OutputChoice.target(arguments.text("--output"), single, force, reportOnOutput || events.takesStandardOutput(), shell)
        : new OutputTarget.None();
    OutputChoice.refuseSharedFiles(target, reports, shell.directory());
    Path folder = target instanceof OutputTarget.Folder each ? each.root() : null;
    if (folder != null && sources.host() == null) {
      OutputChoice.refuseCollisions(sources.arguments(), shell.directory(), folder);
    }
    List<ReportFormat> formats = new ArrayList<>();
    for (RequestedReport report : reports) {
      formats.add(report.format());
    }
    Messages messages = new Messages(RequestedReport.tellsFindings(reports) ? null : least(told), false);
    TerminalLine line = shell.outIsTerminal() && reportOnOutput ? told.plainLine(shell) : told.line(shell);
    AfterConversion disks = DiskChoices.of(arguments, wanted, force, new CopyProgress(line, told.isQuiet()), shell);
    Totals totals;
    ExitCode exit;
    try (OutputStream eventStream = events.open(shell, showSecrets);
        BatchLine progress = new BatchLine(line, !single);
        ReportSinks sinks = new ReportSinks(shell, progress)) {
      sinks.open(reports, showSecrets, force);
      RunListeners listeners = new RunListeners(List.of(
          progress, stepLines(told, line), EventChoice.writing(eventStream, line)));
      DomainRun run = new DomainRun(
          DomainConverter.standard(), policy, host, guest, target, shell.in(), formats, messages, showSecrets,
          told.isVerbose(), single ? Optional.empty() : Optional.of(NetworkCoverage.of(policy)), shard, disks, listeners);
      listeners.runBegins(name(), arguments.positionals());
      if (sources.host() == null) {
        progress.count(sources.inputs(folder));
      }
      int threads = single ? 1 : jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
      totals = new Batch(run, sinks, threads, arguments.flag("--keep-going"))
          .run(sources.inputs(folder));
      sinks.finish(totals);
      progress.message(messages.about(totals.findings()));
      exit = totals.exitCode(single, arguments.flag("--detailed-exitcode"));
      listeners.runEnds(exit);
    }
    if ((!single || shard.isPresent()) && !told.isQuiet()) { // of another shard's domain nothing else is told
      shell.err().print(totals.summary() + "\n");
    }
    return exit;
  }

  /** Where no last line shows how far copies are, lines do. */
  private static RunListener stepLines(MessageChoices told, TerminalLine line) {
    return told.isVerbose() || (!told.isQuiet() && !line.isVisible()) ? new StepLines(line) : RunListener.NONE;
  }

  private static Severity least(MessageChoices told) {
    return switch (told.verbosity()) {
      case QUIET -> Severity.ERROR;
      case NORMAL -> Severity.WARNING;
      case VERBOSE -> Severity.NOTE;
    };
  }

  private static GuestFacts guestFacts(Arguments arguments, Shell shell) throws UsageException {
    String file = arguments.text("--guest-facts");
    if (file == null) {
      return GuestFacts.unknown();
    }
    try {
      return GuestFactsReader.read(OptionFile.read("--guest-facts", file, shell), file);
    } catch (PolicyException e) {
      throw UsageException.inFile(String.valueOf(e.getMessage()), e);
    }
  }
}
