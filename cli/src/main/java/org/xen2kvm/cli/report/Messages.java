package org.xen2kvm.cli.report;

import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.batch.Failure;
import org.xen2kvm.cli.batch.Input;
import org.xen2kvm.cli.batch.Report;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;

/**
 * Findings in the form of compilers' messages, {@code file:line:column: severity: message [rule]}, so that editors link
 * them; below, indented, the XPath and what to do. Immutable.
 *
 * @param least the least severe findings that are told; null to tell nothing at all
 * @param color whether severities are coloured
 */
public record Messages(@Nullable Severity least, boolean color) implements ReportFormat {
  private static final String INDENT = "    ";

  @Override
  public String render(Report report) {
    return about(report);
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
  public String passedOver(Input input, String reason) {
    return Printable.line(input.label()) + ": " + word(Severity.NOTE) + ": Passed over: " + Printable.line(reason) + "\n";
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
    return switch (severity) {
      case ERROR -> Color.RED.paint("error", color);
      case WARNING -> Color.YELLOW.paint("warning", color);
      case NOTE -> Color.CYAN.paint("note", color);
    };
  }
}
