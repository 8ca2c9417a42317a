package org.xen2kvm.cli.report.pipeline;

import java.util.Locale;
import org.xen2kvm.cli.input.Failure;
import org.xen2kvm.cli.outcome.Fate;
import org.xen2kvm.cli.outcome.Report;
import org.xen2kvm.cli.outcome.Totals;
import org.xen2kvm.cli.report.Messages;
import org.xen2kvm.cli.report.ReportFormat;
import org.xen2kvm.cli.report.pipeline.JunitXml.Case;
import org.xen2kvm.cli.report.pipeline.JunitXml.Verdict;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;

/**
 * JUnit's XML, for the test reports of pipelines: a test case for each input. A refused one is a failure, one that failed an
 * error; what was found in others is their output.
 *
 * @param command the command that runs
 */
public record JunitFormat(String command) implements ReportFormat {
  @Override
  public String header() {
    return JunitXml.header(command);
  }

  @Override
  public String render(Report report) {
    String told = new Messages(Severity.NOTE, false).about(report);
    Failure failure = report.failure();
    if (failure != null) {
      return suite(report, Verdict.FAILED, failure.kind().name().toLowerCase(Locale.ROOT), failure.message(), told);
    }
    if (report.fate() != Fate.REFUSED) {
      return suite(report, Verdict.PASSED, "", "", told);
    }
    for (Finding finding : report.findings()) {
      if (finding.severity() == Severity.ERROR) {
        return suite(report, Verdict.REFUSED, finding.rule().value(), finding.message(), told);
      }
    }
    return suite(report, Verdict.REFUSED, "refused", "The definition is refused", told);
  }

  private String suite(Report report, Verdict verdict, String type, String message, String told) {
    return JunitXml.suite(new Case(command, report.input().label(), verdict, type, message, told));
  }

  @Override
  public String footer(Totals totals) {
    String batch = new Messages(Severity.NOTE, false).about(totals.findings());
    String suite = batch.isEmpty() ? ""
        : JunitXml.suite(new Case(command, "the whole batch", Verdict.PASSED, "", "", batch));
    return suite + JunitXml.footer();
  }
}
