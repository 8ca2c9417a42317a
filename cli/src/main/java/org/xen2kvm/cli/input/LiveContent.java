package org.xen2kvm.cli.input;

import java.util.List;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.rule.guard.SourceNotice;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.source.LiveDefinition;

/** Asks a host for a domain. Stateless. */
final class LiveContent {
  private LiveContent() {}

  static Content of(Input.Live input) {
    try {
      LiveDefinition definition = input.host().definition(input.domain());
      return definition.xml().length() > Content.MAX_BYTES
          ? Content.tooLarge() : new Content.Text(definition.xml(), "", notices(definition, input));
    } catch (MigrationException e) {
      return new Content.Unreadable(new Failure(Failure.Kind.IO, String.valueOf(e.getMessage()), e.advice()));
    }
  }

  private static List<Finding> notices(LiveDefinition definition, Input.Live input) {
    if (!definition.mayRun()) {
      return List.of();
    }
    String state = definition.state().isActive() ? definition.state().word() : "in an unknown state";
    String forgotten = definition.persistent() ? "" : "; it is transient, so the host forgets it when it ends";
    return List.of(SourceNotice.RUNNING.finding("The domain is " + state + " on " + input.host().uri() + forgotten));
  }
}
