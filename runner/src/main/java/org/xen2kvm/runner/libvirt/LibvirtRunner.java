package org.xen2kvm.runner.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.NativeLongByReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.xen2kvm.runner.Console;
import org.xen2kvm.runner.DefineOption;
import org.xen2kvm.runner.DefinedDomain;
import org.xen2kvm.runner.DomainCapabilitiesQuery;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.DomainState;
import org.xen2kvm.runner.HostVersion;
import org.xen2kvm.runner.LifecycleEvent;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.StartOption;
import org.xen2kvm.runner.Subscription;
import org.xen2kvm.runner.libvirt.nativecall.ConnectionOptions;
import org.xen2kvm.runner.libvirt.nativecall.DomainIdentity;
import org.xen2kvm.runner.libvirt.nativecall.Libvirt;
import org.xen2kvm.runner.libvirt.nativecall.LibvirtLibrary;
import org.xen2kvm.runner.libvirt.nativecall.NativeText;
import org.xen2kvm.runner.libvirt.nativecall.OpenConnection;
import org.xen2kvm.runner.move.MigrationProgress;
import org.xen2kvm.runner.move.MigrationRequest;
import org.xen2kvm.runner.network.AddressSource;
import org.xen2kvm.runner.network.GuestAddress;
import org.xen2kvm.runner.network.HostNetwork;
import org.xen2kvm.runner.storage.HostVolumes;
import org.xen2kvm.runner.storage.StoragePool;

/**
 * A {@link DomainRunner} on a libvirt connection.
 *
 * <p>Thread-safety: any number of threads may call at once, since a libvirt connection allows that and every call holds
 * a domain handle of its own. {@link #close} waits for calls under way, because a connection closed under a call is
 * memory freed under it.
 *
 * <p>Native memory: handles and texts live within one call; only the connection lives until {@link #close}.
 */
public final class LibvirtRunner implements DomainRunner {
  /** Starting one of these ends the process of the embedded driver with a segmentation fault (libvirt 9.0). */
  private static final Pattern DIRECT_INTERFACE = Pattern.compile("<interface type='direct'");

  private final Libvirt libvirt;
  private final LibvirtLibrary library;
  private final OpenConnection connection;

  private LibvirtRunner(Libvirt libvirt, OpenConnection connection) {
    this.libvirt = libvirt;
    this.library = libvirt.library();
    this.connection = connection;
  }

  /**
   * A runner on a new connection.
   *
   * <p>{@code qemu:///embed?root=DIR} (libvirt's docs, "QEMU embedded driver") runs the driver inside this process,
   * without any daemon. DIR must be absolute and short, since the monitor sockets beneath it must fit a socket address
   * (108 bytes). A process can open one such root, any number of times, but never another, not even after closing the
   * first: the driver stays until the process ends. A root can be open in one process at a time. (Measured on libvirt
   * 9.0.) Without virtlogd, {@code DIR/etc/qemu.conf} must say {@code stdio_handler = "file"}, or every start fails.
   * Opening an embedded driver asks the emulators of the host what they can do: several seconds when {@code DIR/cache}
   * is empty. Some warnings go to the process's stderr.
   *
   * @param uri a libvirt connection URI: {@code qemu:///system}, {@code qemu:///embed?root=/tmp/x},
   *     {@code qemu+ssh://host/system}
   * @throws RunnerException when libvirt is missing ({@link RunnerError#LIBRARY_MISSING}) or the connection is refused
   */
  public static LibvirtRunner open(String uri) {
    return open(uri, ConnectionOptions.standard());
  }

  /**
   * A runner on a new connection that is opened and kept as the options say.
   *
   * <p>A remote host that hangs: opening is given up after {@link ConnectionOptions#openLimit()}, and afterwards the
   * keepalive breaks the connection, which ends calls under way. Libvirt cannot be interrupted otherwise; an opening
   * that was given up goes on in the background, with its ssh, until it ends by itself. Other calls have no limit of
   * their own.
   *
   * @throws RunnerException as {@link #open(String)}; {@link RunnerError#OPERATION_TIMEOUT} when it takes too long,
   *     {@link RunnerError#OPERATION_ABORTED} when this thread is interrupted meanwhile
   */
  public static LibvirtRunner open(String uri, ConnectionOptions options) {
    Libvirt libvirt = Libvirt.ready();
    return new LibvirtRunner(libvirt, new OpenConnection(libvirt, uri, libvirt.connect(uri, options)));
  }

  /** Whether the connection still is: not closed, and not broken as far as is known. Asks no remote host. */
  public boolean isAlive() {
    return connection.isAlive();
  }

  @Override
  public DefinedDomain define(String xml, DefineOption... options) {
    int flags = List.of(options).contains(DefineOption.VALIDATE) ? LibvirtLibrary.DEFINE_VALIDATE : 0;
    return connection.with(connected -> {
      Pointer domain = libvirt.check(library.virDomainDefineXMLFlags(connected, xml, flags));
      try {
        return DomainIdentity.of(libvirt, domain);
      } finally {
        library.virDomainFree(domain);
      }
    });
  }

  @Override
  public String definedXml(String name) {
    return xml(name, LibvirtLibrary.XML_INACTIVE);
  }

  @Override
  public String definedXmlWithSecrets(String name) {
    return xml(name, LibvirtLibrary.XML_INACTIVE | LibvirtLibrary.XML_SECURE);
  }

  private String xml(String name, int flags) {
    return connection.withDomain(name, domain -> NativeText.take(libvirt.check(library.virDomainGetXMLDesc(domain, flags))));
  }

  @Override
  public void start(String name, StartOption... options) {
    if (connection.isEmbedded() && DIRECT_INTERFACE.matcher(definedXml(name)).find()) {
      throw new RunnerException(RunnerError.CONFIG_UNSUPPORTED,
          "libvirt's embedded driver cannot start a domain with a card directly on an interface (type='direct')");
    }
    int flags = List.of(options).contains(StartOption.PAUSED) ? LibvirtLibrary.START_PAUSED : 0;
    connection.act(name, domain -> library.virDomainCreateWithFlags(domain, flags));
  }

  @Override
  public DomainState state(String name) {
    IntByReference state = new IntByReference();
    connection.act(name, domain -> library.virDomainGetState(domain, state, null, 0));
    return switch (state.getValue()) { // virDomainState, libvirt-domain.h
      case 1 -> DomainState.RUNNING;
      case 2 -> DomainState.BLOCKED;
      case 3 -> DomainState.PAUSED;
      case 4 -> DomainState.SHUTTING_DOWN;
      case 5 -> DomainState.SHUT_OFF;
      case 6 -> DomainState.CRASHED;
      case 7 -> DomainState.SUSPENDED;
      default -> DomainState.UNKNOWN;
    };
  }

  @Override
  public boolean isPersistent(String name) {
    return connection.withDomain(name, domain -> libvirt.check(library.virDomainIsPersistent(domain)) != 0);
  }

  @Override
  public void destroy(String name) {
    connection.act(name, domain -> library.virDomainDestroyFlags(domain, 0));
  }

  @Override
  public void undefine(String name) {
    int flags = LibvirtLibrary.UNDEFINE_MANAGED_SAVE | LibvirtLibrary.UNDEFINE_NVRAM
        | LibvirtLibrary.UNDEFINE_SNAPSHOTS_METADATA;
    connection.act(name, domain -> library.virDomainUndefineFlags(domain, flags));
  }

  @Override
  public List<DefinedDomain> list() {
    return connection.with(connected -> new HostInventory(libvirt, connected).domains());
  }

  @Override
  public void resume(String name) {
    connection.act(name, library::virDomainResume);
  }

  @Override
  public void shutdown(String name) {
    connection.act(name, library::virDomainShutdown);
  }

  @Override
  public void setAutostart(String name, boolean on) {
    connection.act(name, domain -> library.virDomainSetAutostart(domain, on ? 1 : 0));
  }

  @Override
  public boolean isAutostart(String name) {
    IntByReference on = new IntByReference();
    connection.act(name, domain -> library.virDomainGetAutostart(domain, on));
    return on.getValue() != 0;
  }

  @Override
  public boolean hasSavedState(String name) {
    return connection.withDomain(name, domain -> libvirt.check(library.virDomainHasManagedSaveImage(domain, 0)) != 0);
  }

  @Override
  public List<GuestAddress> addresses(String name, AddressSource source) {
    return connection.withDomain(name, domain -> GuestInterfaces.of(libvirt, domain, source));
  }

  @Override
  public void pingAgent(String name, Duration limit) {
    connection.withDomain(name, domain -> GuestAgent.ping(libvirt, domain, limit));
  }

  @Override
  public Console openConsole(String name) {
    return connection.with(connected ->
        connection.withDomain(name, domain -> LibvirtConsole.open(connection, connected, domain)));
  }

  @Override
  public void migrate(String name, MigrationRequest request, MigrationProgress progress) {
    connection.withDomain(name, domain -> {
      new LibvirtMigration(libvirt, domain, request, progress).run();
      return name;
    });
  }

  @Override
  public HostVolumes volumes() {
    return new LibvirtVolumes(connection);
  }

  @Override
  public Subscription onLifecycle(Consumer<LifecycleEvent> listener) {
    return LifecycleSubscription.on(connection, Objects.requireNonNull(listener));
  }

  @Override
  public Optional<Path> emulatorLog(String name) {
    String uri = connection.with(connected -> NativeText.take(libvirt.check(library.virConnectGetURI(connected))));
    return EmulatorLog.of(uri, name, System.getenv(), System.getProperty("user.home"));
  }

  @Override
  public String hostname() {
    return connection.with(connected -> NativeText.take(libvirt.check(library.virConnectGetHostname(connected))));
  }

  @Override
  public List<HostNetwork> networks() {
    return connection.with(connected -> new HostInventory(libvirt, connected).networks());
  }

  @Override
  public List<StoragePool> pools() {
    return connection.with(connected -> new HostInventory(libvirt, connected).pools());
  }

  @Override
  public String capabilitiesXml() {
    return connection.with(connected -> NativeText.take(libvirt.check(library.virConnectGetCapabilities(connected))));
  }

  @Override
  public String domainCapabilitiesXml(DomainCapabilitiesQuery query) {
    return connection.with(connected -> NativeText.take(libvirt.check(library.virConnectGetDomainCapabilities(
        connected, query.emulator(), query.arch(), query.machine(), query.virtType(), 0))));
  }

  @Override
  public HostVersion version() {
    return connection.with(connected -> {
      NativeLongByReference own = new NativeLongByReference();
      libvirt.check(library.virGetVersion(own, null, null));
      NativeLongByReference hypervisor = new NativeLongByReference();
      libvirt.check(library.virConnectGetVersion(connected, hypervisor));
      return new HostVersion(
          HostVersion.unpack(own.getValue().longValue()), HostVersion.unpack(hypervisor.getValue().longValue()));
    });
  }

  @Override
  public void close() {
    connection.close();
  }
}
