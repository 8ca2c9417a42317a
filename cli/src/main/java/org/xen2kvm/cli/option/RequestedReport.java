package org.xen2kvm.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.report.DiffFormat;
import org.xen2kvm.cli.report.JsonFormat;
import org.xen2kvm.cli.report.JsonFormat.Part;
import org.xen2kvm.cli.report.Messages;
import org.xen2kvm.cli.report.ReportFormat;
import org.xen2kvm.cli.report.TextFormat;
import org.xen2kvm.cli.report.pipeline.JunitFormat;
import org.xen2kvm.cli.report.pipeline.SarifFormat;
import org.xen2kvm.cli.review.ReviewFormat;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.ToolVersion;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.migration.batch.Shard;

/**
 * A report that a run shall write. Immutable.
 *
 * @param format its form
 * @param file where it goes; null for standard output
 */
public record RequestedReport(ReportFormat format, @Nullable String file) {
  /** What {@code --format} may be. */
  public static final String NAMES = "text, diff, json, jsonl, html, sarif, junit";

  /** How reports are made of the words that ask for them. */
  private interface Forms {
    ReportFormat of(String name, boolean onOutput) throws UsageException;
  }

  /**
   * Returns the reports of a run, with the one that its mode brings along.
   *
   * @param shard the part of the inputs that is reported, in files that have its name; empty when it is all of them
   * @param least the least severe findings that people are told
   * @param color whether standard output is coloured
   * @param terminal whether a person sees standard output
   * @throws UsageException when a format is none, or two reports would share standard output
   */
  public static List<RequestedReport> of(
      Arguments arguments, Mode mode, Optional<Shard> shard, Severity least, boolean color, boolean terminal) throws UsageException {
    String command = mode.name().toLowerCase(Locale.ROOT);
    Optional<Part> part = shard.map(each -> new Part(command, each));
    List<RequestedReport> reports = asked(arguments, shard, (name, onOutput) -> switch (name) {
      case "diff" -> new DiffFormat(color && onOutput, terminal && onOutput);
      case "html" -> ReviewFormat.ofRun(ToolVersion.text());
      default -> format(name, command, part, color && onOutput);
    });
    boolean onOutput = reports.stream().anyMatch(report -> report.file() == null);
    if (mode == Mode.DIFF && !onOutput) {
      reports.add(new RequestedReport(new DiffFormat(color, terminal), null));
    } else if (mode == Mode.VALIDATE && !onOutput) {
      reports.add(new RequestedReport(new Messages(least, color), null));
    }
    return reports;
  }

  /**
   * Returns the reports that are made of those of all shards: JSON on standard output unless others are asked for.
   *
   * @param command what ran in the shards
   * @param color whether standard output is coloured
   * @throws UsageException when a format is none, or two reports would share standard output
   */
  public static List<RequestedReport> merged(Arguments arguments, String command, boolean color) throws UsageException {
    List<RequestedReport> reports = asked(arguments, Optional.empty(), (name, onOutput) -> switch (name) {
      case "diff" -> throw new UsageException("--format: reports hold no definitions, so no diff can be made of them; run diff itself");
      case "html" -> ReviewFormat.ofShards(ToolVersion.text());
      default -> format(name, command, Optional.empty(), color && onOutput);
    });
    if (reports.isEmpty()) {
      reports.add(new RequestedReport(new JsonFormat(ToolVersion.text(), false, Optional.empty()), null));
    }
    return reports;
  }

  private static List<RequestedReport> asked(Arguments arguments, Optional<Shard> shard, Forms forms) throws UsageException {
    List<RequestedReport> reports = new ArrayList<>();
    boolean onOutput = false;
    for (String text : arguments.texts("--format")) {
      int equals = text.indexOf('=');
      String file = equals < 0 ? null : text.substring(equals + 1);
      if (file == null && onOutput) {
        throw new UsageException("--format: only one report can go to standard output; give the others a file: " + text
            + "=FILE");
      }
      if (file != null && file.isEmpty()) {
        throw new UsageException("--format: " + text + " names no file");
      }
      onOutput |= file == null;
      ReportFormat format = forms.of(equals < 0 ? text : text.substring(0, equals), file == null);
      reports.add(new RequestedReport(format, file == null || shard.isEmpty() ? file : shard.get().fileName(file)));
    }
    return reports;
  }

  private static ReportFormat format(String name, String command, Optional<Part> part, boolean color) throws UsageException {
    return switch (name) {
      case "text" -> new TextFormat(new Messages(Severity.NOTE, color));
      case "json" -> new JsonFormat(ToolVersion.text(), false, part);
      case "jsonl" -> new JsonFormat(ToolVersion.text(), true, part);
      case "sarif" -> new SarifFormat(ToolVersion.text(), PolicyChoices.descriptors());
      case "junit" -> new JunitFormat(command);
      default -> throw new UsageException("--format: " + name + " is none of " + NAMES);
    };
  }

  /** Returns whether standard output tells the findings for people, so that standard error need not. */
  public static boolean tellsFindings(List<RequestedReport> reports) {
    for (RequestedReport report : reports) {
      if (report.file() == null && (report.format() instanceof Messages || report.format() instanceof TextFormat)) {
        return true;
      }
    }
    return false;
  }
}
