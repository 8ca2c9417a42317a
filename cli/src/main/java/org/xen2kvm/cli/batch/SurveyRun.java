package org.xen2kvm.cli.batch;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.cli.report.SecretMask;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.migration.survey.domain.DefinitionReader;
import org.xen2kvm.migration.survey.domain.SurveyedDomain;

/**
 * Reads what a survey tells of one input, its secrets masked. Nothing of the definition's text is kept. Safe for use by several
 * threads.
 */
public final class SurveyRun {
  private final Policy policy;
  private final HostProfile host;
  private final InputStream standardInput;
  private final DefinitionReader reader;

  /**
   * Makes it.
   *
   * @param standardInput what {@code -} reads
   */
  public SurveyRun(Policy policy, HostProfile host, InputStream standardInput) {
    this.policy = policy;
    this.host = host;
    this.standardInput = standardInput;
    this.reader = new DefinitionReader(policy, host);
  }

  /**
   * Surveys an input; empty for a file in a folder that is no definition. As in {@link DomainRun#run}, a bug that one input brings to light must not
   * cost the rest.
   */
  public Optional<SurveyedDomain> run(Input input) {
    try {
      return read(input);
    } catch (RuntimeException e) {
      return Optional.of(DefinitionReader.failed(input.label(), Failure.bug(e).message()));
    }
  }

  private Optional<SurveyedDomain> read(Input input) {
    Content content;
    try {
      content = Content.read(input, standardInput);
    } catch (IOException e) {
      content = new Content.Unreadable(Failure.io("Cannot be read", e));
    }
    if (content instanceof Content.PassedOver) {
      return Optional.empty();
    }
    if (content instanceof Content.Unreadable unreadable) {
      return Optional.of(DefinitionReader.failed(input.label(), unreadable.failure().message()));
    }
    if (content instanceof Content.NoText none) {
      return Optional.of(DefinitionReader.refused(input.label(), none.finding()));
    }
    ConversionResult result = DomainConverter.convert(((Content.Text) content).text(), policy, host, GuestFacts.unknown());
    return Optional.of(reader.read(input.label(), masked(result)));
  }

  private static ConversionResult masked(ConversionResult result) {
    List<Finding> findings = new ArrayList<>(result.findings().size());
    for (Finding finding : result.findings()) {
      findings.add(SecretMask.mask(finding));
    }
    return new ConversionResult(result.outcome(), result.name(), result.source(), result.definition(), result.converted(),
        result.changes(), findings, result.guestImplications());
  }
}
