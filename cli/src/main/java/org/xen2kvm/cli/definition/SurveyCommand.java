package org.xen2kvm.cli.definition;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.batch.InOrder;
import org.xen2kvm.cli.input.Sources;
import org.xen2kvm.cli.option.FromChoice;
import org.xen2kvm.cli.option.HostChoice;
import org.xen2kvm.cli.option.MessageChoices;
import org.xen2kvm.cli.option.PolicyChoices;
import org.xen2kvm.cli.progress.BatchLine;
import org.xen2kvm.cli.report.Messages;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Command;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.ToolVersion;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.cli.survey.SurveyJson;
import org.xen2kvm.cli.survey.SurveyRun;
import org.xen2kvm.cli.survey.SurveyText;
import org.xen2kvm.cli.survey.Surveyed;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.file.AtomicFile;
import org.xen2kvm.file.IoReason;
import org.xen2kvm.migration.run.Hosts;
import org.xen2kvm.migration.survey.EstateSurvey;
import org.xen2kvm.migration.survey.EstateSurveyor;
import org.xen2kvm.migration.survey.domain.SurveyedDomain;
import org.xen2kvm.migration.survey.domain.SurveyedDomain.State;
import picocli.CommandLine.Model.CommandSpec;

/** Tells what an estate needs before anything of it is migrated. Nothing is written but reports. */
public final class SurveyCommand implements Command {
  private static final int MOST_JOBS = 256;

  /** A form of the survey, and the file it goes to; null for standard output. */
  private record Wanted(boolean json, @Nullable String file) {}

  private final Hosts hosts;

  /** Makes it; the hosts are asked with {@code --from} only. */
  public SurveyCommand(Hosts hosts) {
    this.hosts = hosts;
  }

  @Override
  public String name() {
    return "survey";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(name(),
        "Tells what domains need before they are migrated: bridges, storage, devices, files, conflicts, and what to do. Definitions alone"
            + " are read: no disk and no host is looked at.");
    spec.addPositional(Options.positionals("PATH|DOMAIN", "What to read, as for convert."));
    FromChoice.addTo(spec);
    PolicyChoices.addTo(spec);
    HostChoice.addTo(spec);
    spec.addOption(Options.value("N", "Inputs worked on at a time; default: one for each core.", "-j", "--jobs"));
    spec.addOption(Options.values("FORMAT[=FILE]",
        "text or json, into FILE or on standard output; default: text there. May be repeated.", "--format"));
    spec.addOption(Options.flag("Shows long lists in text to their end; JSON has them whole in any case.", "--all"));
    spec.addOption(Options.flag("Replaces files that exist.", "-f", "--force"));
    MessageChoices.addTo(spec, "each file that is passed over, and why");
    spec.usageMessage().footer("", "Examples:",
        "  xen2kvm survey exports/ | less",
        "  xen2kvm survey exports/ --policy site.yaml --format json=estate.json",
        "  xen2kvm survey exports/ --format json | jq '.networks[] | select(.coverage == \"unmapped\").name'");
    return spec;
  }

  @Override
  public ExitCode run(Arguments arguments, Shell shell) throws UsageException, IOException {
    return FromChoice.run(arguments, shell, hosts, sources -> run(arguments, shell, sources));
  }

  private static ExitCode run(Arguments arguments, Shell shell, Sources sources) throws UsageException, IOException {
    MessageChoices told = MessageChoices.of(arguments, shell);
    List<Wanted> wanted = wanted(arguments);
    HostProfile host = HostChoice.of(arguments, shell);
    Policy policy = PolicyChoices.of(arguments, shell, host);
    Integer jobs = arguments.number("--jobs", 1, MOST_JOBS);
    boolean single = sources.isSingle();
    int threads = single ? 1 : jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
    EstateSurveyor surveyor = new EstateSurveyor(policy);
    int[] passedOver = {0};
    try (BatchLine progress = new BatchLine(told.line(shell), !single)) {
      if (sources.host() == null) {
        progress.count(sources.inputs(null));
      }
      new InOrder<>(threads, InOrder.PORTION, new SurveyRun(policy, host, shell.in())::run)
          .run(sources.inputs(null), surveyed -> {
            if (surveyed instanceof Surveyed.PassedOver over) {
              passedOver[0]++;
              progress.message(told.isVerbose() ? Messages.passedOver(over.input(), over.reason()) : "");
            } else if (surveyed instanceof Surveyed.Read read) {
              surveyor.add(read.domain());
              progress.message(read.domain().state() == State.FAILED ? failed(read.domain()) : "");
            }
            progress.step();
          }, () -> false);
    }
    if (passedOver[0] > 0 && !told.isQuiet()) {
      String what = sources.host() == null ? " other file" : " other domain";
      shell.err().print(passedOver[0] + what + (passedOver[0] == 1 ? "" : "s") + " passed over\n");
    }
    EstateSurvey survey = surveyor.survey();
    for (Wanted each : wanted) {
      String text = each.json() ? SurveyJson.of(survey, ToolVersion.text()) : new SurveyText(arguments.flag("--all")).of(survey);
      if (each.file() == null) {
        shell.print(text);
      } else {
        write(each.file(), text, arguments.flag("--force"), shell);
      }
    }
    return survey.totals().states().getOrDefault(State.FAILED, 0) == 0 ? ExitCode.DONE
        : single ? ExitCode.FAILED : ExitCode.INCOMPLETE;
  }

  private static String failed(SurveyedDomain domain) {
    return Printable.line(domain.input()) + ": error: " + Printable.line(domain.problem()) + "\n";
  }

  private static List<Wanted> wanted(Arguments arguments) throws UsageException {
    List<Wanted> wanted = new ArrayList<>();
    boolean onOutput = false;
    for (String text : arguments.texts("--format")) {
      int equals = text.indexOf('=');
      String form = equals < 0 ? text : text.substring(0, equals);
      String file = equals < 0 ? null : text.substring(equals + 1);
      if (!form.equals("text") && !form.equals("json")) {
        throw new UsageException("--format: " + form + " is none of text, json");
      }
      if (file == null && onOutput) {
        throw new UsageException("--format: only one report can go to standard output; give the others a file: " + text + "=FILE");
      }
      if (file != null && file.isEmpty()) {
        throw new UsageException("--format: " + text + " names no file");
      }
      onOutput |= file == null;
      wanted.add(new Wanted(form.equals("json"), file));
    }
    if (!onOutput) {
      wanted.add(new Wanted(false, null));
    }
    return wanted;
  }

  private static void write(String file, String text, boolean force, Shell shell) throws IOException, UsageException {
    try {
      AtomicFile.write(shell.directory().resolve(file), text.getBytes(StandardCharsets.UTF_8), false, force);
    } catch (FileAlreadyExistsException e) {
      throw new UsageException("The report " + file + " exists; --force replaces it");
    } catch (InvalidPathException e) {
      throw new UsageException("The report " + file + " is no path: " + e.getReason());
    } catch (IOException e) {
      throw new IOException("The report " + file + " cannot be written: " + IoReason.of(e), e);
    }
  }
}
