package org.xen2kvm.cli.survey;

import org.xen2kvm.cli.input.Input;
import org.xen2kvm.migration.survey.domain.SurveyedDomain;

/** What became of an input of a survey. */
public sealed interface Surveyed {

  /** It is in the survey, perhaps as one that cannot be read. */
  record Read(SurveyedDomain domain) implements Surveyed {}

  /** It is a file in a folder, and no definition. */
  record PassedOver(Input input, String reason) implements Surveyed {}
}
