package org.xen2kvm.cli.review;

import java.util.List;
import org.xen2kvm.converter.report.Severity;

/**
 * All that the page shows of one domain, its secrets masked already. Immutable.
 *
 * @param name the domain's name; empty when unknown
 * @param label what messages call it: the path that was given
 * @param outcome what became of it
 * @param facts sentences on what is inside, and on what will be done with it
 * @param remarks what a person should know
 * @param edits the edits of the definition
 * @param pieces the files that change and the commands that run, in order
 * @param devices its devices before and after; empty when nothing is known of them
 * @param digests by what the files are known again
 */
public record ReviewedDomain(
    String name,
    String label,
    Outcome outcome,
    List<String> facts,
    List<Remark> remarks,
    List<EditGroup> edits,
    List<Piece> pieces,
    List<DeviceMove> devices,
    List<Digest> digests) {

  public ReviewedDomain {
    facts = List.copyOf(facts);
    remarks = List.copyOf(remarks);
    edits = List.copyOf(edits);
    pieces = List.copyOf(pieces);
    devices = List.copyOf(devices);
    digests = List.copyOf(digests);
  }

  /** Returns a domain of which only that and why nothing came of it is known. */
  public static ReviewedDomain failed(String name, String label, String message, String advice) {
    return new ReviewedDomain(name, label, Outcome.FAILED, List.of(),
        List.of(new Remark(Severity.ERROR, "", "", message, advice)), List.of(), List.of(), List.of(), List.of());
  }

  /** Returns how many remarks have that severity. */
  long count(Severity severity) {
    return remarks.stream().filter(remark -> remark.severity() == severity).count();
  }

  /** Returns how many single changes there are, in the definition and inside. */
  int changes() {
    int sum = 0;
    for (EditGroup group : edits) {
      sum += group.edits().size();
    }
    for (Piece piece : pieces) {
      sum += piece.reasons().isEmpty() ? 0 : 1;
    }
    return sum;
  }

  /** What became of a domain; those that stand in the way of a cutover come first. */
  public enum Outcome {
    FAILED, REFUSED, READY, CONVERTED, UNCHANGED
  }

  /**
   * Something that a person should know.
   *
   * @param rule who says it; empty for a failure
   * @param place the line in the input, or the guest's file; empty when the whole is meant
   * @param advice what to do; empty when there is nothing to do
   */
  public record Remark(Severity severity, String rule, String place, String message, String advice) {}

  /** Why something is changed, and the rule or fix that says so. */
  public record Why(String rule, String text) {}

  /** The edits that one rule made for one reason. */
  public record EditGroup(Why why, List<Edit> edits) {
    public EditGroup {
      edits = List.copyOf(edits);
    }
  }

  /**
   * One edit of the definition.
   *
   * @param line the line of the definition before, 0 when that line is not one of the diff's
   * @param text what was done where
   */
  public record Edit(int line, String text) {}

  /**
   * A file that changes, or something else that is done inside the guest.
   *
   * @param title the file's name, or what is done
   * @param reasons why; empty for the definition, whose edits have theirs
   * @param text a unified diff, or lines for a person
   * @param isDiff whether it is a diff
   */
  public record Piece(String title, List<Why> reasons, String text, boolean isDiff) {
    public Piece {
      reasons = List.copyOf(reasons);
    }
  }

  /** The SHA-256 of something. */
  public record Digest(String of, String sha256) {}
}
