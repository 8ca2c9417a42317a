package org.xen2kvm.cli.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xen2kvm.cli.report.ChangeText;
import org.xen2kvm.cli.review.ReviewedDomain.Edit;
import org.xen2kvm.cli.review.ReviewedDomain.EditGroup;
import org.xen2kvm.cli.review.ReviewedDomain.Remark;
import org.xen2kvm.cli.review.ReviewedDomain.Why;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.Finding;

/** What the converter says of a definition, as the page shows it. Stateless. */
public final class ReviewedDefinition {
  private ReviewedDefinition() {}

  /** Returns the changes, those of one rule for one reason together, in the order in which rules began. */
  public static List<EditGroup> edits(List<Change> changes) {
    // What was read from another kind of file has that file's lines, and the diff shows the definition's.
    boolean ofDefinition = changes.stream().noneMatch(change -> change.kind() == Change.Kind.READ_SETTING);
    Map<Why, List<Edit>> groups = new LinkedHashMap<>();
    for (Change change : changes) {
      groups.computeIfAbsent(new Why(change.rule().value(), change.reason()), why -> new ArrayList<>())
          .add(new Edit(ofDefinition ? change.line() : 0, ChangeText.of(change)));
    }
    List<EditGroup> edits = new ArrayList<>(groups.size());
    groups.forEach((why, group) -> edits.add(new EditGroup(why, group)));
    return edits;
  }

  /** Returns the findings. */
  public static List<Remark> remarks(List<Finding> findings) {
    List<Remark> remarks = new ArrayList<>(findings.size());
    for (Finding finding : findings) {
      String place = finding.line() == 0 ? "" : "line " + finding.line();
      remarks.add(new Remark(finding.severity(), finding.rule().value(), place, finding.message(), finding.advice()));
    }
    return remarks;
  }
}
