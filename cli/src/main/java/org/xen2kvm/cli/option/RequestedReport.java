package org.xen2kvm.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.report.DiffFormat;
import org.xen2kvm.cli.report.JsonFormat;
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

/**
 * A report that a run shall write. Immutable.
 *
 * @param format its form
 * @param file where it goes; null for standard output
 */
public record RequestedReport(ReportFormat format, @Nullable String file) {
  /** What {@code --format} may be. */
  public static final String NAMES = "text, diff, json, jsonl, html, sarif, junit";

  /**
   * Returns the reports of a run, with the one that its mode brings along.
   *
   * @param least the least severe findings that people are told
   * @param color whether standard output is coloured
   * @param terminal whether a person sees standard output
   * @throws UsageException when a format is none, or two reports would share standard output
   */
  public static List<RequestedReport> of(Arguments arguments, Mode mode, Severity least, boolean color, boolean terminal)
      throws UsageException {
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
      reports.add(new RequestedReport(format(equals < 0 ? text : text.substring(0, equals), mode, color && file == null,
          terminal && file == null), file));
    }
    if (mode == Mode.DIFF && !onOutput) {
      reports.add(new RequestedReport(new DiffFormat(color, terminal), null));
    } else if (mode == Mode.VALIDATE && !onOutput) {
      reports.add(new RequestedReport(new Messages(least, color), null));
    }
    return reports;
  }

  private static ReportFormat format(String name, Mode mode, boolean color, boolean terminal) throws UsageException {
    return switch (name) {
      case "text" -> new TextFormat(new Messages(Severity.NOTE, color));
      case "diff" -> new DiffFormat(color, terminal);
      case "json" -> new JsonFormat(ToolVersion.text(), false);
      case "jsonl" -> new JsonFormat(ToolVersion.text(), true);
      case "html" -> new ReviewFormat(ToolVersion.text());
      case "sarif" -> new SarifFormat(ToolVersion.text(), PolicyChoices.descriptors());
      case "junit" -> new JunitFormat(mode.name().toLowerCase(Locale.ROOT));
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
