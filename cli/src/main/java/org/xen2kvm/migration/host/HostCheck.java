package org.xen2kvm.migration.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.host.HostProfileException;
import org.xen2kvm.converter.host.HostProfileParser;
import org.xen2kvm.migration.Appliances;
import org.xen2kvm.migration.failure.VirshCommand;
import org.xen2kvm.migration.host.connection.ConnectionCheck;
import org.xen2kvm.migration.host.connection.ConnectionCheck.Daemon;
import org.xen2kvm.migration.host.connection.ConnectionUri;
import org.xen2kvm.migration.host.connection.ProfileCheck;
import org.xen2kvm.migration.host.connection.StoreCheck;
import org.xen2kvm.migration.host.connection.VersionCheck;
import org.xen2kvm.migration.host.definition.DefinitionsOnHost;
import org.xen2kvm.migration.host.local.BridgeCheck;
import org.xen2kvm.migration.host.local.Distribution;
import org.xen2kvm.migration.host.local.LocalHost;
import org.xen2kvm.migration.host.local.ThisMachine;
import org.xen2kvm.migration.host.report.HostDocuments;
import org.xen2kvm.migration.host.report.HostFinding;
import org.xen2kvm.migration.host.report.HostReport;
import org.xen2kvm.migration.progress.ApplyListener;
import org.xen2kvm.migration.progress.Step;
import org.xen2kvm.migration.run.Hosts;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.storage.StoragePool;

/**
 * Looks whether a host is ready for migrated guests. Takes seconds: it starts a guest with KVM, one without, and libguestfs's
 * appliance, since nothing else shows that they work. Safe for use by several threads.
 */
public final class HostCheck {
  private static final String TRYING_KVM = "trying whether KVM works";
  private static final String STARTING_APPLIANCE = "starting libguestfs's appliance";

  private final Hosts hosts;
  private final Appliances appliances;
  private final LocalHost machine;
  private final ApplyListener listener;

  /** Makes one from what connects to hosts, opens guests' disks, knows this machine, and hears what is tried. */
  HostCheck(Hosts hosts, Appliances appliances, LocalHost machine, ApplyListener listener) {
    this.hosts = hosts;
    this.appliances = appliances;
    this.machine = machine;
    this.listener = listener;
  }

  /**
   * Returns the check that asks hosts and this machine.
   *
   * @param listener hears what is tried, by the host's URI
   */
  public static HostCheck of(Hosts hosts, Appliances appliances, ApplyListener listener) {
    return new HostCheck(hosts, appliances, new ThisMachine(), listener);
  }

  /** Returns what the host is. A host that cannot be reached is a finding as well. */
  public HostReport run(HostCheckRequest request) {
    ConnectionUri uri = ConnectionUri.of(request.uri());
    // Of a host elsewhere nothing is known that libvirt does not tell.
    Distribution distribution = uri.isLocal() ? Distribution.of(machine) : Distribution.UNKNOWN;
    List<HostFinding> findings = new ArrayList<>();
    if (!uri.driver().equals("qemu")) {
      findings.add(ConnectionCheck.wrongDriver(request.uri(), uri));
      return new HostReport(request.uri(), Optional.empty(), findings, Optional.empty());
    }
    tell(request, "connecting to libvirt");
    try (DomainRunner host = hosts.open(request.uri())) {
      return connected(request, uri, distribution, host, findings);
    } catch (RunnerException refusal) {
      findings.add(0, ConnectionCheck.refused(
          request.uri(), uri, refusal, distribution, Daemon.of(machine), machine.user()));
    }
    return unconnected(request, uri, distribution, findings);
  }

  private HostReport unconnected(
      HostCheckRequest request, ConnectionUri uri, Distribution distribution, List<HostFinding> findings) {
    MachineCheck here = new MachineCheck(machine, distribution, uri);
    tell(request, TRYING_KVM);
    Optional<String> domainType = here.processor(Optional.empty(), findings);
    if (uri.isLocal()) {
      findings.addAll(BridgeCheck.of(machine).findings());
    }
    here.surroundings(request.workFolders(), List.of(), Optional.empty(), findings);
    tell(request, STARTING_APPLIANCE);
    findings.add(ApplianceCheck.of(machine, appliances));
    return new HostReport(request.uri(), domainType, findings, Optional.empty());
  }

  private HostReport connected(
      HostCheckRequest request, ConnectionUri uri, Distribution distribution, DomainRunner host, List<HostFinding> findings) {
    VirshCommand virsh = new VirshCommand(request.uri());
    String hostname = host.hostname();
    String capabilities = host.capabilitiesXml();
    findings.add(ConnectionCheck.answered(request.uri(), hostname));
    findings.addAll(VersionCheck.of(host.version(), distribution, uri.isLocal()));

    MachineCheck here = new MachineCheck(machine, distribution, uri);
    Optional<HostProfile> own = ownWords(capabilities);
    tell(request, TRYING_KVM);
    Optional<String> tried = here.processor(own, findings);
    String domainType = tried.or(() -> own.flatMap(HostProfile::virtType)).orElse("kvm");
    Optional<HostDocuments> documents = documents(host, capabilities, domainType, distribution, findings);
    documents.ifPresent(told -> findings.addAll(ProfileCheck.of(told.profile(), distribution)));

    tell(request, "asking for networks and storage");
    findings.addAll(asked("networks", () -> StoreCheck.networks(host.networks(), virsh)));
    Optional<BridgeCheck> interfaces = uri.isLocal() ? Optional.of(BridgeCheck.of(machine)) : Optional.empty();
    interfaces.ifPresent(each -> findings.addAll(each.findings()));
    findings.addAll(asked("pools", () -> StoreCheck.pools(host.pools(), virsh)));
    here.surroundings(request.workFolders(), poolFolders(host), EmulatorUser.of(capabilities), findings);
    findings.add(StoreCheck.hostname(hostname));
    tell(request, STARTING_APPLIANCE);
    findings.add(ApplianceCheck.of(machine, appliances));
    if (!request.definitions().isEmpty()) {
      tell(request, "holding the definitions against the host");
      DefinitionsOnHost definitions = new DefinitionsOnHost(host, interfaces, virsh);
      findings.addAll(asked("domain-name", () -> definitions.check(
          request.definitions(), request.policy(), documents.map(HostDocuments::profile).orElse(HostProfile.generic()))));
    }
    return new HostReport(request.uri(), Optional.of(domainType), findings, documents);
  }

  private void tell(HostCheckRequest request, String what) {
    listener.step(request.uri(), Step.begins(Step.Phase.CHECKING, what));
  }

  /** What the host says of itself, before anybody knows of which type its domains can be. */
  private static Optional<HostProfile> ownWords(String capabilities) {
    try {
      return Optional.of(HostProfileParser.parse("host", List.of(capabilities)));
    } catch (HostProfileException e) {
      return Optional.empty(); // told where all documents are read
    }
  }

  private static Optional<HostDocuments> documents(
      DomainRunner host, String capabilities, String domainType, Distribution distribution, List<HostFinding> findings) {
    try {
      return Optional.of(HostDocuments.of(host, capabilities, domainType));
    } catch (HostProfileException e) {
      findings.add(HostFinding.error(
          "emulator", String.valueOf(e.getMessage()), "It runs the guests; definitions name it", distribution.installQemu()));
      return Optional.empty();
    }
  }

  private static List<Path> poolFolders(DomainRunner host) {
    try {
      return host.pools().stream().filter(StoragePool::active).flatMap(pool -> pool.path().stream())
          .filter(path -> path.startsWith("/") && path.indexOf('\0') < 0 && !path.startsWith("/dev")).map(Path::of).toList();
    } catch (RunnerException e) {
      return List.of(); // told by the check of the pools
    }
  }

  /** One question that the host does not answer must not cost the others. */
  private static List<HostFinding> asked(String id, Supplier<List<HostFinding>> question) {
    try {
      return question.get();
    } catch (RunnerException failure) {
      return List.of(HostFinding.warning(
          id, "libvirt does not tell: " + String.valueOf(failure.getMessage()).lines().findFirst().orElse(""),
          "What is not known may keep a guest from starting", ""));
    }
  }
}
