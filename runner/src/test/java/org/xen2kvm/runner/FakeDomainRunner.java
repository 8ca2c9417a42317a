package org.xen2kvm.runner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.runner.LifecycleEvent.Kind;
import org.xen2kvm.runner.move.MigrationProgress;
import org.xen2kvm.runner.move.MigrationRequest;
import org.xen2kvm.runner.network.AddressSource;
import org.xen2kvm.runner.network.GuestAddress;
import org.xen2kvm.runner.network.HostNetwork;
import org.xen2kvm.runner.storage.HostVolumes;
import org.xen2kvm.runner.storage.StoragePool;

/**
 * A host in memory that keeps {@link DomainRunnerContract}: the same states, the same errors with libvirt's numbers, no
 * guest. What a guest would do, a test says through {@link #guest}.
 *
 * <p>Its grammar knows the names of the elements below {@code <domain>} and no more; its hypervisor takes the types
 * qemu and kvm on x86_64; a start looks for the disks' image files.
 *
 * <p>Thread-safety: any number of threads. Listeners are called on the thread that makes the event happen, before its
 * call returns.
 */
public final class FakeDomainRunner implements DomainRunner {
  private static final List<String> MACHINES = List.of("pc", "q35");

  private final Map<String, Domain> domains = new TreeMap<>();
  private final Map<String, FakeGuest> guests = new HashMap<>();
  private final List<Consumer<LifecycleEvent>> listeners = new CopyOnWriteArrayList<>();
  private final Set<String> saved = new HashSet<>();
  private final Set<String> domainTypes = new HashSet<>(Set.of("qemu", "kvm"));
  private final List<HostNetwork> networks = new ArrayList<>();
  private final List<StoragePool> pools = new ArrayList<>();
  private final FakeHostVolumes volumes = new FakeHostVolumes(this);
  private final Map<String, FakeDomainRunner> neighbours = new HashMap<>();
  private @Nullable Path emulatorLogs;
  /** How many connections to the host are open. */
  private int connections = 1;

  /** What the host holds of one domain. */
  private record Domain(FakeDefinition definition, DomainState state, boolean persistent, boolean autostart) {
    Domain in(DomainState other) {
      return new Domain(definition, other, persistent, autostart);
    }

    DefinedDomain identity() {
      return new DefinedDomain(definition.name(), definition.uuid());
    }
  }

  /** The guest in the domain of that name, which need not be defined yet: what it does is for the test to say. */
  public synchronized FakeGuest guest(String domain) {
    return guests.computeIfAbsent(domain, name -> new FakeGuest(this, name));
  }

  /** Gives the host a network. */
  public synchronized void addNetwork(HostNetwork network) {
    networks.add(network);
  }

  /** Gives the host a storage pool. */
  public synchronized void addPool(StoragePool pool) {
    pools.add(pool);
  }

  /** Makes it the host of another hypervisor, whose domains are of that type. */
  public synchronized FakeDomainRunner taking(String type) {
    domainTypes.add(type);
    return this;
  }

  /** Lets the host's domains be migrated to another one. */
  public synchronized void reaches(String uri, FakeDomainRunner other) {
    neighbours.put(uri, other);
  }

  /** A new connection to the same host, with the domains that it has. */
  public synchronized FakeDomainRunner reopened() {
    connections++;
    return this;
  }

  /** Lets the host's emulators log into a folder. */
  public synchronized void logInto(Path folder) {
    emulatorLogs = folder;
  }

  @Override
  public synchronized DefinedDomain define(String xml, DefineOption... options) {
    requireOpen();
    FakeDefinition definition = FakeDefinition.of(xml, domainTypes, options);
    Domain known = requireFree(definition.name(), definition.uuid());
    Domain domain = known == null
        ? new Domain(definition, DomainState.SHUT_OFF, true, false)
        : new Domain(definition, known.state(), true, known.autostart());
    domains.put(definition.name(), domain);
    tell(domain, Kind.DEFINED, known == null ? "added" : "updated");
    return domain.identity();
  }

  @Override
  public synchronized String definedXml(String name) {
    return find(name).definition().xml();
  }

  @Override
  public synchronized String definedXmlWithSecrets(String name) {
    return find(name).definition().secretXml();
  }

  @Override
  public synchronized void start(String name, StartOption... options) {
    Domain domain = find(name);
    if (domain.state().isActive()) {
      throw new RunnerException(RunnerError.OPERATION_INVALID, "domain is already running");
    }
    for (String file : domain.definition().imageFiles()) {
      if (!Files.exists(Path.of(file))) {
        throw new RunnerException(RunnerError.SYSTEM, "Cannot access storage file '" + file + "'");
      }
    }
    boolean paused = List.of(options).contains(StartOption.PAUSED);
    domains.put(name, domain.in(paused ? DomainState.PAUSED : DomainState.RUNNING));
    guest(name).started();
    tell(domain, Kind.STARTED, "booted");
    tell(domain, paused ? Kind.SUSPENDED : Kind.RESUMED, paused ? "paused" : "unpaused");
    if (!paused) {
      guest(name).runs();
    }
  }

  @Override
  public synchronized DomainState state(String name) {
    return find(name).state();
  }

  @Override
  public synchronized boolean isPersistent(String name) {
    return find(name).persistent();
  }

  @Override
  public synchronized void destroy(String name) {
    findActive(name);
    end(name, DomainState.SHUT_OFF, Kind.STOPPED, "destroyed");
  }

  @Override
  public synchronized void undefine(String name) {
    Domain domain = find(name);
    requirePersistent(domain);
    if (domain.state().isActive()) {
      domains.put(name, new Domain(domain.definition(), domain.state(), false, false));
    } else {
      domains.remove(name);
    }
    tell(domain, Kind.UNDEFINED, "removed");
  }

  @Override
  public synchronized void resume(String name) {
    Domain domain = findActive(name);
    if (domain.state() == DomainState.RUNNING) {
      throw new RunnerException(RunnerError.OPERATION_INVALID, "domain is already running");
    }
    domains.put(name, domain.in(DomainState.RUNNING));
    tell(domain, Kind.RESUMED, "unpaused");
    guest(name).runs();
  }

  @Override
  public synchronized void shutdown(String name) {
    findActive(name);
    guest(name).powerButton();
  }

  @Override
  public synchronized void setAutostart(String name, boolean on) {
    Domain domain = find(name);
    requirePersistent(domain);
    domains.put(name, new Domain(domain.definition(), domain.state(), true, on));
  }

  @Override
  public synchronized boolean isAutostart(String name) {
    return find(name).autostart();
  }

  @Override
  public synchronized boolean hasSavedState(String name) {
    find(name);
    return saved.contains(name);
  }

  /** Keeps the memory of a domain, as {@code virsh managedsave} does. */
  public synchronized void save(String name) {
    destroy(name);
    saved.add(name);
  }

  @Override
  public synchronized List<GuestAddress> addresses(String name, AddressSource source) {
    Domain domain = findActive(name);
    if (source == AddressSource.AGENT) {
      requireAgent(domain);
    }
    return guest(name).addresses(source);
  }

  @Override
  public synchronized void pingAgent(String name, Duration limit) {
    requireAgent(findActive(name));
  }

  @Override
  public synchronized Console openConsole(String name) {
    Domain domain = findActive(name);
    if (!domain.definition().console()) {
      throw new RunnerException(RunnerError.NO_CONSOLE, "cannot find character device <null>");
    }
    return guest(name).open();
  }

  @Override
  public synchronized void migrate(String name, MigrationRequest request, MigrationProgress progress) {
    Domain domain = find(name);
    FakeDomainRunner other = neighbours.get(request.targetUri());
    if (other == null) {
      throw new RunnerException(RunnerError.OPERATION_FAILED, "Failed to connect to remote libvirt URI " + request.targetUri());
    }
    boolean live = request.way() == MigrationRequest.Way.LIVE;
    if (live != domain.state().isActive()) {
      throw new RunnerException(RunnerError.OPERATION_INVALID,
          live ? "domain is not running" : "domain is active, offline migration is impossible");
    }
    if (live && !request.copyStorage() && !request.unsafe() && !domain.definition().imageFiles().isEmpty()) {
      throw new RunnerException(RunnerError.MIGRATE_UNSAFE, "Unsafe migration: Migration without shared storage is unsafe");
    }
    if (live && progress.isCancelled()) {
      throw new RunnerException(RunnerError.OPERATION_ABORTED, "operation aborted: migration out job: canceled by client");
    }
    FakeDefinition definition = domain.definition().named(request.targetName().orElse(name));
    other.arrive(definition, domain.state());
    if (live) {
      progress.at(new MigrationProgress.Data(1 << 20, 0, 1 << 20));
      end(name, DomainState.SHUT_OFF, Kind.STOPPED, "migrated");
    }
    if (request.undefineSource() && domains.containsKey(name)) {
      undefine(name);
    }
  }

  private synchronized void arrive(FakeDefinition definition, DomainState state) {
    requireOpen();
    Domain domain = new Domain(definition, state, true, false);
    requireFree(definition.name(), definition.uuid());
    domains.put(definition.name(), domain);
    tell(domain, Kind.RESUMED, "migrated");
  }

  @Override
  public HostVolumes volumes() {
    return volumes;
  }

  @Override
  public synchronized Subscription onLifecycle(Consumer<LifecycleEvent> listener) {
    requireOpen();
    Consumer<LifecycleEvent> own = listener::accept; // the same listener may subscribe twice
    listeners.add(own);
    return () -> listeners.remove(own);
  }

  @Override
  public synchronized Optional<Path> emulatorLog(String name) {
    requireOpen();
    return Optional.ofNullable(emulatorLogs).map(folder -> folder.resolve(name + ".log"));
  }

  @Override
  public synchronized List<DefinedDomain> list() {
    requireOpen();
    return domains.values().stream().map(Domain::identity).toList();
  }

  @Override
  public synchronized String hostname() {
    requireOpen();
    return "fake.example.org";
  }

  @Override
  public synchronized List<HostNetwork> networks() {
    requireOpen();
    return networks.stream().sorted(Comparator.comparing(HostNetwork::name)).toList();
  }

  @Override
  public synchronized List<StoragePool> pools() {
    requireOpen();
    return pools.stream().sorted(Comparator.comparing(StoragePool::name)).toList();
  }

  @Override
  public synchronized String capabilitiesXml() {
    requireOpen();
    return """
        <capabilities>
          <host>
            <cpu>
              <arch>x86_64</arch>
            </cpu>
          </host>
          <guest>
            <os_type>hvm</os_type>
            <arch name='x86_64'>
              <machine maxCpus='255'>pc</machine>
              <machine maxCpus='255'>q35</machine>
              <domain type='qemu'/>
              <domain type='kvm'/>
            </arch>
          </guest>
        </capabilities>
        """;
  }

  @Override
  public synchronized String domainCapabilitiesXml(DomainCapabilitiesQuery query) {
    requireOpen();
    String arch = Objects.requireNonNullElse(query.arch(), "x86_64");
    if (!arch.equals("x86_64")) {
      throw new RunnerException(
          RunnerError.CONFIG_UNSUPPORTED, "unable to find any emulator to serve '" + arch + "' architecture");
    }
    String machine = Objects.requireNonNullElse(query.machine(), "pc");
    if (!MACHINES.contains(machine)) {
      throw new RunnerException(
          RunnerError.INVALID_ARGUMENT, "the machine '" + machine + "' is not supported by emulator");
    }
    return """
        <domainCapabilities>
          <path>%s</path>
          <domain>%s</domain>
          <machine>%s</machine>
          <arch>%s</arch>
        </domainCapabilities>
        """.formatted(
            Objects.requireNonNullElse(query.emulator(), "/usr/bin/qemu-system-x86_64"),
            Objects.requireNonNullElse(query.virtType(), "kvm"),
            machine,
            arch);
  }

  @Override
  public synchronized HostVersion version() {
    requireOpen();
    return new HostVersion("9.0.0", "7.2.0");
  }

  @Override
  public synchronized void close() {
    connections = Math.max(0, connections - 1);
    listeners.clear();
    guests.values().forEach(FakeGuest::hangUp);
  }

  /** The domain's emulator is gone. */
  synchronized void end(String name, DomainState state, Kind kind, String detail) {
    Domain domain = findActive(name);
    endUntold(name, state);
    tell(domain, kind, detail);
  }

  /** The state is there before the event that tells it. */
  synchronized void endUntold(String name, DomainState state) {
    Domain domain = findActive(name);
    if (domain.persistent()) {
      domains.put(name, domain.in(state));
    } else {
      domains.remove(name);
    }
    guest(name).hangUp();
  }

  /** The event of an end that was not told. */
  synchronized void tellLate(String name, Kind kind, String detail) {
    tell(find(name), kind, detail);
  }

  private void tell(Domain domain, Kind kind, String detail) {
    LifecycleEvent event = new LifecycleEvent(domain.identity(), kind, detail);
    listeners.forEach(listener -> listener.accept(event));
  }

  private Domain find(String name) {
    requireOpen();
    Domain domain = domains.get(name);
    if (domain == null) {
      throw new RunnerException(RunnerError.NO_DOMAIN, "no domain with matching name '" + name + "'");
    }
    return domain;
  }

  private Domain findActive(String name) {
    Domain domain = find(name);
    if (!domain.state().isActive()) {
      throw new RunnerException(RunnerError.OPERATION_INVALID, "domain is not running");
    }
    return domain;
  }

  private void requireAgent(Domain domain) {
    if (!domain.definition().agentChannel()) {
      throw new RunnerException(RunnerError.AGENT_UNRESPONSIVE, "QEMU guest agent is not configured");
    }
    if (!guest(domain.definition().name()).agentAnswers()) {
      throw new RunnerException(
          RunnerError.AGENT_UNRESPONSIVE, "Guest agent is not responding: QEMU guest agent is not connected");
    }
  }

  private static void requirePersistent(Domain domain) {
    if (!domain.persistent()) {
      throw new RunnerException(RunnerError.OPERATION_INVALID, "cannot do this with a transient domain");
    }
  }

  /** The domain that a definition replaces, if any; refuses when only one of name and UUID is that of a known domain. */
  private @Nullable Domain requireFree(String name, UUID uuid) {
    Domain known = domains.get(name);
    boolean uuidTaken = domains.values().stream().anyMatch(domain -> domain.definition().uuid().equals(uuid));
    if (known == null ? uuidTaken : !known.definition().uuid().equals(uuid)) {
      throw new RunnerException(
          RunnerError.OPERATION_FAILED, "domain '" + name + "' already exists with another name or uuid");
    }
    return known;
  }

  private void requireOpen() {
    if (connections == 0) {
      throw new IllegalStateException("the connection is closed");
    }
  }
}
