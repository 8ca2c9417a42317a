package org.xen2kvm.cli.survey;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.xen2kvm.cli.batch.DomainRun;
import org.xen2kvm.cli.input.Content;
import org.xen2kvm.cli.input.Failure;
import org.xen2kvm.cli.input.Input;
import org.xen2kvm.cli.input.Walk;
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
   * Surveys an input. As in {@link DomainRun#run}, a bug that one input brings to
   * light must not cost the rest.
   */
  public Surveyed run(Input input) {
    try {
      Content content = Content.read(input, standardInput);
      if (content instanceof Content.PassedOver over) {
        return new Surveyed.PassedOver(input, over.reason());
      }
      Walk walk = input.walk();
      if (walk != null) {
        walk.found();
      }
      return new Surveyed.Read(read(input.label(), content));
    } catch (IOException e) {
      return new Surveyed.Read(DefinitionReader.failed(input.label(), Failure.io("Cannot be read", e).message()));
    } catch (RuntimeException e) {
      return new Surveyed.Read(DefinitionReader.failed(input.label(), Failure.bug(e).message()));
    }
  }

  private SurveyedDomain read(String label, Content content) {
    if (content instanceof Content.Unreadable unreadable) {
      return DefinitionReader.failed(label, unreadable.failure().message());
    }
    if (content instanceof Content.NoText none) {
      return DefinitionReader.refused(label, none.finding());
    }
    ConversionResult result = DomainConverter.convert(((Content.Text) content).text(), policy, host, GuestFacts.unknown());
    return MaskedSurvey.of(reader.read(label, together(result, ((Content.Text) content).findings())));
  }

  /** What is known of the source is told with the rest. */
  private static ConversionResult together(ConversionResult result, List<Finding> ofSource) {
    if (ofSource.isEmpty()) {
      return result;
    }
    List<Finding> findings = new ArrayList<>(ofSource);
    findings.addAll(result.findings());
    return new ConversionResult(result.outcome(), result.name(), result.source(), result.definition(), result.converted(),
        result.changes(), findings, result.guestImplications());
  }
}
