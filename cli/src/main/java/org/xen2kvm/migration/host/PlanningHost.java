package org.xen2kvm.migration.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.host.HostProfileException;
import org.xen2kvm.converter.host.HostProfileParser;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.guestfix.plan.FixId;
import org.xen2kvm.guestfix.plan.Severity;
import org.xen2kvm.migration.HostChecks;
import org.xen2kvm.migration.failure.ShellWord;
import org.xen2kvm.migration.failure.VirshCommand;
import org.xen2kvm.migration.host.connection.ConnectionCheck;
import org.xen2kvm.migration.host.connection.ConnectionUri;
import org.xen2kvm.migration.host.definition.CheckedDefinition;
import org.xen2kvm.migration.host.definition.DefinitionsOnHost;
import org.xen2kvm.migration.host.local.BridgeCheck;
import org.xen2kvm.migration.host.local.Distribution;
import org.xen2kvm.migration.host.local.ThisMachine;
import org.xen2kvm.migration.host.report.HostDocuments;
import org.xen2kvm.migration.host.report.HostFinding;
import org.xen2kvm.migration.host.report.HostFinding.Level;
import org.xen2kvm.migration.plan.DomainDefinition;
import org.xen2kvm.migration.run.Hosts;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.RunnerException;

/**
 * The host that guests are planned for: what it can do, and whether a domain fits in. One that does not answer is told in each
 * plan: planning needs no host. Safe for use by several threads until it is closed.
 */
public final class PlanningHost implements HostChecks, AutoCloseable {
  private final String uri;
  private final @Nullable DomainRunner host;
  private final Optional<HostProfile> profile;
  private final List<HostFinding> general;

  private PlanningHost(
      String uri, @Nullable DomainRunner host, Optional<HostProfile> profile, List<HostFinding> general) {
    this.uri = uri;
    this.host = host;
    this.profile = profile;
    this.general = List.copyOf(general);
  }

  /** Returns what plans know that are for no host. */
  public static PlanningHost none() {
    return new PlanningHost("", null, Optional.empty(), List.of());
  }

  /**
   * Asks a host.
   *
   * @param tryKvm whether a guest is started for a moment, if the host is this machine, to see which type domains can be of;
   *     otherwise libvirt is believed
   */
  public static PlanningHost open(String uri, Hosts hosts, boolean tryKvm) {
    ConnectionUri parts = ConnectionUri.of(uri);
    ThisMachine machine = new ThisMachine();
    Distribution distribution = parts.isLocal() ? Distribution.of(machine) : Distribution.UNKNOWN;
    DomainRunner host;
    try {
      host = hosts.open(uri);
    } catch (RunnerException e) {
      return new PlanningHost(uri, null, Optional.empty(), List.of(HostFinding.warning(ConnectionCheck.ID,
          "The host " + uri + " was not asked: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          "Applying needs it", "xen2kvm check " + ShellWord.of(uri))));
    }
    List<HostFinding> findings = new ArrayList<>();
    Optional<HostProfile> profile = Optional.empty();
    try {
      String capabilities = host.capabilitiesXml();
      Optional<HostProfile> own = Optional.of(HostProfileParser.parse("host", List.of(capabilities)));
      Optional<String> tried = tryKvm && parts.isLocal()
          ? new MachineCheck(machine, distribution, parts).processor(own, findings) : Optional.empty();
      String type = tried.or(() -> own.flatMap(HostProfile::virtType)).orElse("kvm");
      profile = Optional.of(HostDocuments.of(host, capabilities, type).profile());
    } catch (HostProfileException | RunnerException e) {
      findings.add(HostFinding.warning("emulator", "What the host " + uri + " can do is not known: " + e.getMessage(),
          "The definition is made for any host", "xen2kvm check " + ShellWord.of(uri)));
    }
    return new PlanningHost(uri, host, profile, findings);
  }

  /** Returns what the host can do; empty when it did not say. */
  public Optional<HostProfile> profile() {
    return profile;
  }

  @Override
  public List<FixFinding> of(String label, DomainDefinition definition) {
    List<HostFinding> all = new ArrayList<>(general);
    if (host != null) {
      Optional<BridgeCheck> interfaces =
          ConnectionUri.of(uri).isLocal() ? Optional.of(BridgeCheck.of(new ThisMachine())) : Optional.empty();
      try {
        all.addAll(new DefinitionsOnHost(host, interfaces, new VirshCommand(uri)).check(
            List.of(new CheckedDefinition(label, definition.domain())), Policy.defaults(), profile.orElse(HostProfile.generic())));
      } catch (RunnerException e) {
        all.add(HostFinding.warning("domain-name", "The host does not tell what it has: " + e.getMessage(),
            "A domain of the same name would stop an apply", "xen2kvm check " + ShellWord.of(uri)));
      }
    }
    return all.stream().filter(finding -> finding.level() != Level.OK).map(finding -> finding(label, finding)).toList();
  }

  private static FixFinding finding(String label, HostFinding finding) {
    // A domain that is there already stops an apply, whoever it is.
    boolean taken = finding.id().equals("domain-name");
    Severity severity = finding.level() == Level.ERROR || (taken && finding.level() == Level.WARNING) ? Severity.ERROR
        : finding.level() == Level.WARNING ? Severity.WARNING : Severity.NOTE;
    String advice = finding.why() + "." + (finding.remedy().isEmpty() ? "" : " " + finding.remedy());
    // The message of a plan's finding begins with the label anyway.
    String prefix = label + ": ";
    String found = finding.found().startsWith(prefix) ? finding.found().substring(prefix.length()) : finding.found();
    return new FixFinding(new FixId(finding.id()), severity, "", found, advice);
  }

  @Override
  public void close() {
    if (host != null) {
      host.close();
    }
  }
}
