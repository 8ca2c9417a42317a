package org.xen2kvm.cli.review;

import org.xen2kvm.cli.outcome.Fate;
import org.xen2kvm.cli.outcome.Report;
import org.xen2kvm.cli.outcome.Totals;
import org.xen2kvm.cli.report.ReportFormat;
import org.xen2kvm.cli.review.ReviewPage.About;

/** The review page as a report of one run: it remembers what its summary tells, so each run needs its own. */
public final class ReviewFormat implements ReportFormat {
  private final ReviewPage page;

  private ReviewFormat(About about, String version) {
    this.page = new ReviewPage(about, version);
  }

  /**
   * Returns the page of a run.
   *
   * @param version the tool's version
   */
  public static ReviewFormat ofRun(String version) {
    return new ReviewFormat(About.DEFINITIONS, version);
  }

  /** Returns the page of several shards, made of reports that hold no definitions. */
  public static ReviewFormat ofShards(String version) {
    return new ReviewFormat(About.MERGED, version);
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
    totals.shard().ifPresent(shard -> page.tell("This is shard " + shard + " of the inputs; "
        + totals.of(Fate.ELSEWHERE) + " are in other shards, which have pages of their own."));
    return page.foot(totals.findings(), totals.stoppedEarly(), totals.of(Fate.PASSED_OVER));
  }
}
