package org.xen2kvm.cli.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.input.Failure;
import org.xen2kvm.cli.input.Input;
import org.xen2kvm.cli.outcome.Report;
import org.xen2kvm.cli.outcome.Totals;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.cli.text.SeverityColors;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.migration.batch.BatchFindings;
import org.xen2kvm.migration.batch.Conflict;
import org.xen2kvm.migration.batch.UnmappedNetwork;

/**
 * Findings in the form of compilers' messages, {@code file:line:column: severity: message [rule]}, so that editors link
 * them; below, indented, the XPath and what to do. Immutable.
 *
 * @param least the least severe findings that are told; null to tell nothing at all
 * @param color whether severities are coloured
 */
public record Messages(@Nullable Severity least, boolean color) implements ReportFormat {
  private static final String INDENT = "    ";

  /** Networks that are told one by one: a cloud's hosts have a bridge for each port of a guest. */
  private static final int MOST_NETWORKS = 20;

  @Override
  public String render(Report report) {
    return about(report);
  }

  @Override
  public String footer(Totals totals) {
    return about(totals.findings());
  }

  /** Returns all messages about a batch, each about the first input that it concerns and with the names of the others. */
  public String about(BatchFindings findings) {
    if (least == null || least.compareTo(Severity.WARNING) > 0) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    for (Conflict conflict : findings.conflicts()) {
      append(out, conflict.inputs().get(0), conflict.message(), "batch-conflict", conflict.advice());
    }
    int told = 0;
    for (UnmappedNetwork network : findings.networks()) {
      if (told++ < MOST_NETWORKS) {
        append(out, network.inputs().get(0), network.message(), "batch-network", network.advice());
      }
    }
    if (told > MOST_NETWORKS) {
      out.append("xen2kvm: ").append(word(Severity.WARNING)).append(": ").append(told - MOST_NETWORKS)
          .append(" more bridges and networks are in no mapping [batch-network]\n");
      appendIndented(out, "--format json and xen2kvm survey name all of them.");
    }
    return out.toString();
  }

  private void append(StringBuilder out, String label, String message, String rule, String advice) {
    out.append(Printable.line(label)).append(": ").append(word(Severity.WARNING)).append(": ").append(Printable.line(message))
        .append(" [").append(rule).append("]\n");
    appendIndented(out, advice);
  }

  /** Returns all messages about one input, each line ended by a line feed. */
  public String about(Report report) {
    if (least == null) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    for (Finding finding : report.findings()) {
      if (finding.severity().compareTo(least) >= 0) {
        append(out, report.input().label(), finding);
      }
    }
    Failure failure = report.failure();
    if (failure != null) {
      append(out, report.input().label(), failure);
    }
    return out.toString();
  }

  /** Returns the message about a file that is no definition, ended by a line feed. */
  public static String passedOver(Input input, String reason) {
    return Printable.line(input.label()) + ": note: Passed over: " + Printable.line(reason) + "\n";
  }

  private void append(StringBuilder out, String label, Finding finding) {
    out.append(Printable.line(label)).append(':');
    if (finding.line() > 0) {
      out.append(finding.line()).append(':');
      if (finding.column() > 0) {
        out.append(finding.column()).append(':');
      }
    }
    out.append(' ').append(word(finding.severity())).append(": ").append(Printable.line(finding.message()));
    out.append(" [").append(finding.rule().value()).append("]\n");
    appendIndented(out, finding.xpath());
    appendIndented(out, finding.advice());
  }

  private void append(StringBuilder out, String label, Failure failure) {
    out.append(Printable.line(label)).append(": ").append(word(Severity.ERROR)).append(": ");
    out.append(Printable.line(failure.message())).append('\n');
    appendIndented(out, failure.advice());
  }

  private static void appendIndented(StringBuilder out, String text) {
    if (!text.isEmpty()) {
      out.append(INDENT).append(Printable.line(text)).append('\n');
    }
  }

  private String word(Severity severity) {
    String word = severity.name().toLowerCase(Locale.ROOT);
    return SeverityColors.of(word).paint(word, color);
  }
}
