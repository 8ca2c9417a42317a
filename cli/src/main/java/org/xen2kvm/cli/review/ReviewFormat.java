package org.xen2kvm.cli.review;

import org.xen2kvm.cli.outcome.Fate;
import org.xen2kvm.cli.outcome.Report;
import org.xen2kvm.cli.outcome.Totals;
import org.xen2kvm.cli.report.ReportFormat;
import org.xen2kvm.cli.review.ReviewPage.About;

/** The review page as a report of one run: it remembers what its summary tells, so each run needs its own. */
public final class ReviewFormat implements ReportFormat {
  private final ReviewPage page;

  /**
   * Makes the format.
   *
   * @param version the tool's version
   */
  public ReviewFormat(String version) {
    this.page = new ReviewPage(About.DEFINITIONS, version);
  }

  @Override
  public String header() {
    return page.head();
  }

  @Override
  public boolean needsDigests() {
    return true;
  }

  @Override
  public String render(Report report) {
    return page.domain(ReviewedReport.of(report));
  }

  @Override
  public String fitted(String rendered, long written) {
    return page.fitted(rendered, written);
  }

  @Override
  public String footer(Totals totals) {
    return page.foot(totals.stoppedEarly(), totals.of(Fate.PASSED_OVER));
  }
}
