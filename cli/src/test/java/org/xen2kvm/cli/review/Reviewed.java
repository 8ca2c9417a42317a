package org.xen2kvm.cli.review;

import java.util.Arrays;
import java.util.List;
import org.xen2kvm.cli.review.DeviceMove.Side;
import org.xen2kvm.cli.review.ReviewPage.About;
import org.xen2kvm.cli.review.ReviewedDomain.Digest;
import org.xen2kvm.cli.review.ReviewedDomain.Edit;
import org.xen2kvm.cli.review.ReviewedDomain.EditGroup;
import org.xen2kvm.cli.review.ReviewedDomain.Outcome;
import org.xen2kvm.cli.review.ReviewedDomain.Piece;
import org.xen2kvm.cli.review.ReviewedDomain.Remark;
import org.xen2kvm.cli.review.ReviewedDomain.Why;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.migration.batch.BatchFindings;

/** Domains for tests of the page. */
final class Reviewed {
  /** What a batch tells whose domains have nothing in common. */
  static final BatchFindings NOTHING_SHARED = new BatchFindings(List.of(), List.of());

  private Reviewed() {}

  /** A converted domain in which every text of a guest's is the one given. */
  static ReviewedDomain everywhere(String text) {
    return new ReviewedDomain(text, text, Outcome.CONVERTED, List.of(text),
        List.of(new Remark(Severity.WARNING, "tpm", text, text, text)),
        List.of(new EditGroup(new Why("disk-bus-pv", text), List.of(new Edit(3, text)))),
        List.of(new Piece(text, List.of(new Why("fstab-stable-names", text)), text, true)),
        List.of(new DeviceMove(text, new Side(text, text), Side.NONE)), List.of(new Digest(text, text)));
  }

  /** A domain with nothing to tell. */
  static ReviewedDomain plain(String name, Outcome outcome, Severity... remarks) {
    List<Remark> all = Arrays.stream(remarks).map(each -> new Remark(each, "tpm", "", "Something", "")).toList();
    return new ReviewedDomain(name, name + ".xml", outcome, List.of(), all, List.of(), List.of(), List.of(), List.of());
  }

  /** The whole page. */
  static String page(ReviewedDomain... domains) {
    ReviewPage page = new ReviewPage(About.DEFINITIONS, "1.2.3-test");
    StringBuilder out = new StringBuilder(page.head());
    for (ReviewedDomain domain : domains) {
      out.append(page.fitted(page.domain(domain), out.length()));
    }
    return out.append(page.foot(NOTHING_SHARED, false, 0)).toString();
  }
}
