package org.xen2kvm.cli.batch;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
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

  /** Surveys an input; as in {@link DomainRun#run}, a bug that one input brings to light must not cost the rest. */
  public SurveyedDomain run(Input input) {
    try {
      return read(input);
    } catch (RuntimeException e) {
      return DefinitionReader.failed(input.label(), Failure.bug(e).message());
    }
  }

  private SurveyedDomain read(Input input) {
    if (input instanceof Input.Unusable unusable) {
      return DefinitionReader.failed(input.label(), unusable.failure().message());
    }
    Content content;
    try {
      content = Content.read(input, standardInput);
    } catch (IOException e) {
      return DefinitionReader.failed(input.label(), Failure.io("Cannot be read", e).message());
    }
    if (content instanceof Content.NoText none) {
      return DefinitionReader.refused(input.label(), none.finding());
    }
    ConversionResult result = DomainConverter.convert(((Content.Text) content).text(), policy, host, GuestFacts.unknown());
    return reader.read(input.label(), masked(result));
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
