package org.xen2kvm.runner.libvirt.nativecall;

import com.sun.jna.Pointer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.xen2kvm.runner.DefinedDomain;
import org.xen2kvm.runner.LifecycleEvent;
import org.xen2kvm.runner.LifecycleEvent.Kind;

/**
 * All listeners to the domains of one native connection. They share one registration, since libvirt refuses a second
 * one with the same callback ("event callback already tracked").
 */
public final class LifecycleHub {
  /** {@code virDomainEventType} and the words for its details, in the order of libvirt-domain.h. */
  private static final List<Words> EVENTS = List.of(
      new Words(Kind.DEFINED, List.of("added", "updated", "renamed", "from-snapshot")),
      new Words(Kind.UNDEFINED, List.of("removed", "renamed")),
      new Words(Kind.STARTED, List.of("booted", "migrated", "restored", "from-snapshot", "wakeup")),
      new Words(Kind.SUSPENDED, List.of(
          "paused", "migrated", "ioerror", "watchdog", "restored", "from-snapshot", "api-error", "postcopy",
          "postcopy-failed")),
      new Words(Kind.RESUMED, List.of("unpaused", "migrated", "from-snapshot", "postcopy", "postcopy-failed")),
      new Words(Kind.STOPPED, List.of(
          "shutdown", "destroyed", "crashed", "migrated", "saved", "failed", "from-snapshot")),
      new Words(Kind.SHUTDOWN, List.of("finished", "guest", "host")),
      new Words(Kind.PMSUSPENDED, List.of("memory", "disk")),
      new Words(Kind.CRASHED, List.of("panicked", "crashloaded")));

  private static final int UNREGISTERED = -1;

  private static final Listeners<LifecycleHub> HUBS = new Listeners<>();
  private static final LibvirtLibrary.LifecycleHandler HANDLER = (connection, domain, event, detail, number) -> {
    LifecycleHub hub = HUBS.find(number);
    if (hub != null) {
      hub.happened(domain, event, detail);
    }
    return 0;
  };

  private final Libvirt libvirt;
  private final Pointer connection;
  private final Pointer number = HUBS.add(this);
  private final List<Consumer<LifecycleEvent>> listeners = new CopyOnWriteArrayList<>();
  private int registration = UNREGISTERED;

  private record Words(Kind kind, List<String> details) {}

  LifecycleHub(Libvirt libvirt, Pointer connection) {
    this.libvirt = libvirt;
    this.connection = connection;
  }

  /** Takes a listener in; the first one registers the hub. */
  public synchronized void add(Consumer<LifecycleEvent> listener) {
    if (registration == UNREGISTERED) {
      registration = libvirt.check(libvirt.library().virConnectDomainEventRegisterAny(
          connection, null, LibvirtLibrary.EVENT_LIFECYCLE, HANDLER, number, null));
    }
    listeners.add(listener);
  }

  /** Lets a listener go; the registration stays until the connection is closed. */
  public void remove(Consumer<LifecycleEvent> listener) {
    listeners.remove(listener);
  }

  /** Before the connection is closed. */
  synchronized void close() {
    if (registration != UNREGISTERED) {
      libvirt.library().virConnectDomainEventDeregisterAny(connection, registration);
    }
    HUBS.remove(number);
  }

  /** On the event loop's thread; the handle is libvirt's and only lent for this call. */
  private void happened(Pointer domain, int event, int detail) {
    if (!listeners.isEmpty()) {
      LifecycleEvent told = event(DomainIdentity.of(libvirt, domain), event, detail);
      listeners.forEach(listener -> libvirt.listenerThread().execute(() -> listener.accept(told)));
    }
  }

  /** The event in words. */
  static LifecycleEvent event(DefinedDomain domain, int event, int detail) {
    if (event < 0 || event >= EVENTS.size()) {
      return new LifecycleEvent(domain, Kind.UNKNOWN, event + "/" + detail);
    }
    Words words = EVENTS.get(event);
    boolean known = detail >= 0 && detail < words.details().size();
    return new LifecycleEvent(domain, words.kind(), known ? words.details().get(detail) : Integer.toString(detail));
  }
}
