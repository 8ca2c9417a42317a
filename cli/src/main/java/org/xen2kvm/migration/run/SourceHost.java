package org.xen2kvm.migration.run;

import java.util.List;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.guestfix.plan.FixId;
import org.xen2kvm.guestfix.plan.Severity;
import org.xen2kvm.migration.HostChecks;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.failure.VirshCommand;
import org.xen2kvm.migration.plan.DomainDefinition;
import org.xen2kvm.migration.run.definition.DomainText;
import org.xen2kvm.runner.DefinedDomain;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.DomainState;
import org.xen2kvm.runner.RunnerException;

/**
 * The Xen host that a guest comes from, asked through its own libvirt whether the guest is off there: two that write to one disk
 * destroy it. What cannot be asked counts as running. Safe for use by several threads.
 *
 * @param uri libvirt's URI of the host, such as {@code xen+ssh://root@xen1/}
 * @param hosts opens it
 */
public record SourceHost(String uri, Hosts hosts) implements HostChecks {
  private static final FixId STATE = new FixId("source-state");

  @Override
  public List<FixFinding> of(String label, DomainDefinition definition) {
    try {
      expectOff(definition);
      return List.of();
    } catch (MigrationException e) {
      return List.of(new FixFinding(STATE, Severity.ERROR, "", String.valueOf(e.getMessage()), e.advice()));
    }
  }

  /**
   * Expects that the guest is off.
   *
   * @throws MigrationException (REFUSED) when it is not, or the host does not tell
   */
  void expectOff(DomainDefinition definition) {
    DomainText source = DomainText.of(definition.source());
    try (DomainRunner host = hosts.open(uri)) {
      for (DefinedDomain domain : host.list()) {
        if (domain.name().equals(source.name()) || domain.uuid().toString().equals(source.uuid())) {
          DomainState state = host.state(domain.name());
          if (state.isActive()) {
            throw new MigrationException(Reason.REFUSED,
                "The guest " + domain.name() + " is not off on " + uri + ": it is " + state.word(),
                "Shut it down there first: " + new VirshCommand(uri).of("shutdown", domain.name()) + ".", null);
          }
        }
      }
    } catch (RunnerException e) {
      throw new MigrationException(Reason.REFUSED,
          "Whether the guest is off on " + uri + " cannot be seen: " + e.getMessage(),
          "See that the host answers: " + new VirshCommand(uri).of("list", "--all")
              + ". Without --source-uri nobody asks it.", e);
    }
  }
}
