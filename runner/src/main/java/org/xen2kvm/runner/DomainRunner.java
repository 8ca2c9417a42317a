package org.xen2kvm.runner;

import java.util.List;

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
   * Starts a defined domain; {@link RunnerError#OPERATION_INVALID} when it runs already. Returns as soon as the
   * emulator is up.
   */
  void start(String name, StartOption... options);

  /** What the domain does now. */
  DomainState state(String name);

  /**
   * Ends the domain at once, as pulling the plug does; it stays defined. {@link RunnerError#OPERATION_INVALID} when it
   * does not run.
   */
  void destroy(String name);

  /**
   * Makes the host forget the domain, its managed save image and its NVRAM; disks are left alone. A running one goes on
   * running and is forgotten when it ends.
   */
  void undefine(String name);

  /** All domains of the host, running or not, by name. */
  List<DefinedDomain> list();

  /** What the host is and which kinds of guests it takes: a {@code <capabilities>} document. */
  String capabilitiesXml();

  /** What the host offers to one kind of domain: a {@code <domainCapabilities>} document. */
  String domainCapabilitiesXml(DomainCapabilitiesQuery query);

  /** The versions of library and hypervisor. */
  HostVersion version();

  /** Ends the connection. Domains go on running. A second call does nothing. */
  @Override
  void close();
}
