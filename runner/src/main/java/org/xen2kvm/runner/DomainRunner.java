package org.xen2kvm.runner;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.xen2kvm.runner.move.MigrationProgress;
import org.xen2kvm.runner.move.MigrationRequest;
import org.xen2kvm.runner.network.AddressSource;
import org.xen2kvm.runner.network.GuestAddress;
import org.xen2kvm.runner.network.HostNetwork;
import org.xen2kvm.runner.storage.HostVolumes;
import org.xen2kvm.runner.storage.StoragePool;

/**
 * Defines, starts, watches and removes domains on one KVM host.
 *
 * <p>Domains are named by their name; a call looks the name up anew, so nothing goes stale between calls.
 *
 * <p>Errors: every call throws {@link RunnerException} when the host refuses or fails, with
 * {@link RunnerError#NO_DOMAIN} when no domain has the name, and {@link IllegalStateException} after {@link #close}.
 *
 * <p>Thread-safety: implementations take calls from any number of threads at once; {@link #close} waits for calls under
 * way.
 */
public interface DomainRunner extends AutoCloseable {

  /**
   * Makes the domain known to the host, persistently, without starting it. A definition with name and UUID of a known
   * domain replaces that one; a definition whose name or UUID alone is taken is refused
   * ({@link RunnerError#OPERATION_FAILED}).
   *
   * @param xml a {@code <domain>} document
   * @return what the host calls it, with the UUID it made up when the definition has none
   */
  DefinedDomain define(String xml, DefineOption... options);

  /**
   * What the host made of the definition: the persistent one, not that of a running instance. Passwords are left out.
   *
   * @return a {@code <domain>} document in the host's own print
   */
  String definedXml(String name);

  /**
   * The same with its passwords: what is defined again after a change. Needs more than a read-only connection. Of a
   * transient domain, which has no definition but that of its running instance, both are that one.
   *
   * @return a {@code <domain>} document in the host's own print
   */
  String definedXmlWithSecrets(String name);

  /**
   * Starts a defined domain; {@link RunnerError#OPERATION_INVALID} when it runs already. Returns as soon as the
   * emulator is up.
   */
  void start(String name, StartOption... options);

  /** What the domain does now. */
  DomainState state(String name);

  /** Whether the host keeps the domain's definition when it is off; a transient one is forgotten as soon as it ends. */
  boolean isPersistent(String name);

  /**
   * Ends the domain at once, as pulling the plug does; it stays defined. {@link RunnerError#OPERATION_INVALID} when it
   * does not run.
   */
  void destroy(String name);

  /**
   * Makes the host forget the domain, its managed save image, its NVRAM and what it knows of snapshots; disks are left alone. A running one goes on
   * running and is forgotten when it ends.
   */
  void undefine(String name);

  /**
   * Lets a paused domain run. {@link RunnerError#OPERATION_INVALID} when it is not active or runs already.
   */
  void resume(String name);

  /**
   * Asks the guest to switch itself off, as its power button does, and returns at once. Whether it does, only
   * {@link #state} tells. {@link RunnerError#OPERATION_INVALID} when it does not run.
   */
  void shutdown(String name);

  /** Whether the host starts the domain when it starts itself. Only for a defined one. */
  void setAutostart(String name, boolean on);

  /** Whether the host starts the domain when it starts itself. */
  boolean isAutostart(String name);

  /**
   * Whether the host keeps the memory of the domain, which is off ({@code virsh managedsave}): its next start goes on from there, on
   * the disks as they were then.
   */
  boolean hasSavedState(String name);

  /**
   * The addresses of a running domain's cards, as one source knows them; empty when it knows none. Loopback addresses
   * of the guest are among those of {@link AddressSource#AGENT}.
   *
   * @throws RunnerException {@link RunnerError#OPERATION_INVALID} when it does not run,
   *     {@link RunnerError#AGENT_UNRESPONSIVE} when the agent is asked and does not answer
   */
  List<GuestAddress> addresses(String name, AddressSource source);

  /**
   * Returns when the agent inside the guest has answered: its userspace runs.
   *
   * @param limit how long to wait for the answer; whole seconds, at least one
   * @throws RunnerException {@link RunnerError#AGENT_UNRESPONSIVE} when the domain has no channel for an agent, none is
   *     connected to it, or it did not answer in time; {@link RunnerError#OPERATION_INVALID} when it does not run
   */
  void pingAgent(String name, Duration limit);

  /**
   * The first serial console of a running domain, taken from whoever had it open. To miss nothing, open it between a
   * start with {@link StartOption#PAUSED} and {@link #resume}.
   *
   * @throws RunnerException {@link RunnerError#NO_CONSOLE} when the definition has no serial console or one that is not
   *     a {@code pty}, {@link RunnerError#OPERATION_INVALID} when it does not run
   */
  Console openConsole(String name);

  /**
   * Moves a domain to another KVM host, and returns when it is there. The hosts do it between themselves: this host
   * connects to the other one, by the URI as this host understands it. What a failure or a cancelled migration leaves
   * is the domain as it was.
   *
   * @throws RunnerException {@link RunnerError#OPERATION_ABORTED} when the progress asked to cancel it or this thread was
   *     interrupted, {@link RunnerError#MIGRATE_UNSAFE} when data may get lost, {@link RunnerError#OPERATION_INVALID} when
   *     the domain is not in the state that the request is for; mostly {@link RunnerError#OPERATION_FAILED} when the hosts
   *     do not reach each other
   */
  void migrate(String name, MigrationRequest request, MigrationProgress progress);

  /** The volumes in the host's storage pools. Usable until {@link #close}. */
  HostVolumes volumes();

  /**
   * Hears of what happens to the host's domains from now on, in order. The listener is called on a thread that all
   * listeners of the process share: it may call this runner, and should not take long.
   */
  Subscription onLifecycle(Consumer<LifecycleEvent> listener);

  /**
   * Where the emulator of that domain logs its command line, warnings and errors, when that is on this machine. The file
   * exists once the domain was started, and often only the host's administrator may read it. Empty for a remote host.
   */
  Optional<Path> emulatorLog(String name);

  /** All domains of the host, running or not, by name. */
  List<DefinedDomain> list();

  /** What the host is and which kinds of guests it takes: a {@code <capabilities>} document. */
  String capabilitiesXml();

  /** What the host offers to one kind of domain: a {@code <domainCapabilities>} document. */
  String domainCapabilitiesXml(DomainCapabilitiesQuery query);

  /** The host's name, as it calls itself. */
  String hostname();

  /** The host's virtual networks by name; none when it has no driver for networks. */
  List<HostNetwork> networks();

  /** The host's storage pools by name; none when it has no driver for storage. */
  List<StoragePool> pools();

  /** The versions of library and hypervisor. */
  HostVersion version();

  /** Ends the connection, its consoles and its subscriptions. Domains go on running. A second call does nothing. */
  @Override
  void close();
}
