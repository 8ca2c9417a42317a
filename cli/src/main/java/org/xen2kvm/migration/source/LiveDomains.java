package org.xen2kvm.migration.source;

import java.io.UncheckedIOException;
import java.util.List;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.failure.ShellWord;
import org.xen2kvm.migration.failure.VirshCommand;
import org.xen2kvm.migration.host.connection.ConnectionUri;
import org.xen2kvm.migration.run.Hosts;
import org.xen2kvm.runner.DefinedDomain;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.DomainState;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;

/**
 * The domains of a host, as its libvirt tells them. Only asks: libvirt keeps passwords from connections that may not change
 * anything, so the connection could do more, but nothing here does. Safe for use by several threads.
 */
public final class LiveDomains implements AutoCloseable {
  /** How Xen's own domain is called; libvirt's driver lists it with the guests. */
  private static final String DOMAIN_0 = "Domain-0";

  private final String uri;
  private final DomainRunner host;
  private final List<String> names;

  private LiveDomains(String uri, DomainRunner host, List<String> names) {
    this.uri = uri;
    this.host = host;
    this.names = names;
  }

  /**
   * Returns the domains of a host, for the caller to close.
   *
   * @param uri libvirt's URI of it, such as {@code xen+ssh://root@xen1/}
   * @throws MigrationException (FAILED) when it does not answer
   */
  public static LiveDomains of(String uri, Hosts hosts) {
    DomainRunner host;
    try {
      host = hosts.open(uri);
    } catch (RunnerException e) {
      throw failure(uri, e);
    } catch (UncheckedIOException e) {
      throw new MigrationException(Reason.FAILED, String.valueOf(e.getMessage()), "", e);
    }
    try {
      return new LiveDomains(uri, host, host.list().stream().map(DefinedDomain::name).sorted().toList());
    } catch (RunnerException e) {
      host.close();
      throw failure(uri, e);
    }
  }

  /** Returns libvirt's URI of the host. */
  public String uri() {
    return uri;
  }

  /** Returns the names of all domains, running or not, sorted; the host itself, Xen's Domain-0, is among them. */
  public List<String> names() {
    return names;
  }

  /** Returns whether a domain is the Xen host itself and no guest. */
  public static boolean isHost(String name) {
    return name.equals(DOMAIN_0);
  }

  /**
   * Returns a domain's definition.
   *
   * @throws MigrationException (FAILED) when the host does not tell it
   */
  public LiveDefinition definition(String name) {
    try {
      // First the state: a domain that starts between the calls was off when its definition was good.
      DomainState state = host.state(name);
      boolean persistent = host.isPersistent(name);
      return new LiveDefinition(name, host.definedXmlWithSecrets(name), state, persistent);
    } catch (RunnerException e) {
      throw failure(uri, e);
    }
  }

  /** Ends the connection. */
  @Override
  public void close() {
    host.close();
  }

  private static MigrationException failure(String uri, RunnerException cause) {
    return new MigrationException(Reason.FAILED, "libvirt: " + cause.getMessage(), advice(uri, cause), cause);
  }

  private static String advice(String uri, RunnerException cause) {
    if (cause.error() == RunnerError.NO_DOMAIN) {
      return "It was there a moment ago: a transient domain is gone when it is off.";
    }
    if (cause.error() == RunnerError.LIBRARY_MISSING) {
      return "Without libvirt here, export on the Xen host itself: virsh dumpxml --inactive NAME > NAME.xml; or copy /etc/xen.";
    }
    String list = new VirshCommand(uri).of("list", "--all");
    ConnectionUri parts = ConnectionUri.of(uri);
    if (parts.driver().equals("xen") && parts.isLocal()) {
      return "Only the Xen host itself answers to this URI. From elsewhere: --from xen+ssh://root@HOST/. Where the guests are"
          + " xl's, libvirt does not know them: convert a copy of /etc/xen instead.";
    }
    if (parts.transport().equals("ssh")) {
      return "Log in once by hand, so that the host's key is known: ssh " + ShellWord.of(parts.server())
          + ". Then see whether libvirt's own tool gets there: " + list + ".";
    }
    return "See whether libvirt's own tool gets there: " + list + ".";
  }
}
