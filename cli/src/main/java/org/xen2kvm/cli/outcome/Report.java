package org.xen2kvm.cli.outcome;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.input.Content;
import org.xen2kvm.cli.input.Failure;
import org.xen2kvm.cli.input.Input;
import org.xen2kvm.cli.secret.SecretMask;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.GuestImplications;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;

/**
 * All that a run has to say about one input. Immutable.
 *
 * @param input what was asked for
 * @param fate what became of it
 * @param name the domain's name; empty when unknown
 * @param source the text that was read; empty when there is none
 * @param before the definition that it is, or says; empty when there is none
 * @param after the definition that the conversion ends with; the same text as before unless converted
 * @param changes every difference between the two
 * @param findings what a person should know
 * @param guestImplications what it means for the system inside
 * @param failure why nothing came of it; null unless it failed
 * @param output the file that was written; null when none was
 * @param sourceSha256 the digest of the bytes that were read, in hexadecimal; null unless a report needs it
 * @param outputSha256 the digest of the definition that the conversion ends with; null unless a report needs it
 */
public record Report(
    Input input,
    Fate fate,
    String name,
    String source,
    String before,
    String after,
    List<Change> changes,
    List<Finding> findings,
    GuestImplications guestImplications,
    @Nullable Failure failure,
    @Nullable String output,
    @Nullable String sourceSha256,
    @Nullable String outputSha256) {

  /** Returns the report of a conversion; what the input's source tells comes first, and refuses it as rules do. */
  public static Report of(Input input, ConversionResult result, Content.Text content, List<Finding> notices) {
    List<Finding> findings = together(notices, result.findings());
    String mark = content.mark();
    if (result.outcome() == Outcome.REFUSED || isError(notices)) {
      String source = mark + result.source();
      String definition = mark + result.definition();
      return new Report(input, Fate.REFUSED, result.name(), source, definition, definition, List.of(), findings,
          GuestImplications.none(), null, null, null, null);
    }
    Fate fate = result.outcome() == Outcome.CONVERTED ? Fate.CONVERTED : Fate.UNCHANGED;
    return new Report(input, fate, result.name(), mark + result.source(), mark + result.definition(),
        mark + result.converted(), result.changes(), findings, result.guestImplications(), null, null, null, null);
  }

  private static boolean isError(List<Finding> findings) {
    for (Finding finding : findings) {
      if (finding.severity() == Severity.ERROR) {
        return true;
      }
    }
    return false;
  }

  private static List<Finding> together(List<Finding> first, List<Finding> then) {
    if (first.isEmpty()) {
      return then;
    }
    List<Finding> all = new ArrayList<>(first);
    all.addAll(then);
    return all;
  }

  public static Report refused(Input input, Content.NoText content) {
    return new Report(input, Fate.REFUSED, "", "", "", "", List.of(), List.of(content.finding()), GuestImplications.none(),
        null,
        null, null, null);
  }

  public static Report failed(Input input, Failure failure) {
    return new Report(input, Fate.FAILED, "", "", "", "", List.of(), List.of(), GuestImplications.none(), failure, null,
        null, null);
  }

  /** Returns the same report of a definition that could not be written. */
  public Report butFailed(Failure cause) {
    return new Report(input, Fate.FAILED, name, source, before, after, changes, findings, guestImplications, cause, null,
        sourceSha256, null);
  }

  /** Returns the same report of a definition that was written. */
  public Report writtenTo(String file) {
    return new Report(input, fate, name, source, before, after, changes, findings, guestImplications, failure, file,
        sourceSha256, outputSha256);
  }

  /** Returns the same report with the digests of what was read and of what came of it. */
  public Report withDigests(@Nullable String ofSource, @Nullable String ofOutput) {
    return new Report(input, fate, name, source, before, after, changes, findings, guestImplications, failure, output,
        ofSource, ofOutput);
  }

  /** Returns the same report with its secrets masked: what every report, log and diff is made of. */
  public Report masked() {
    if (!SecretMask.holdsSecret(source) && !SecretMask.holdsSecret(before) && !SecretMask.holdsSecret(after)) {
      return this;
    }
    List<Change> maskedChanges = new ArrayList<>(changes.size());
    for (Change change : changes) {
      maskedChanges.add(SecretMask.mask(change));
    }
    List<Finding> maskedFindings = new ArrayList<>(findings.size());
    for (Finding finding : findings) {
      maskedFindings.add(SecretMask.mask(finding));
    }
    Failure maskedFailure =
        failure == null ? null : new Failure(failure.kind(), SecretMask.mask(failure.message()), SecretMask.mask(failure.advice()));
    return new Report(input, fate, name, SecretMask.mask(source), SecretMask.mask(before), SecretMask.mask(after), maskedChanges, maskedFindings,
        guestImplications, maskedFailure, output, sourceSha256, outputSha256);
  }
}
