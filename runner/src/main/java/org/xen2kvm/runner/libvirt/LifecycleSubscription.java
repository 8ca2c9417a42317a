package org.xen2kvm.runner.libvirt;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.xen2kvm.runner.LifecycleEvent;
import org.xen2kvm.runner.Subscription;
import org.xen2kvm.runner.libvirt.nativecall.LifecycleHub;
import org.xen2kvm.runner.libvirt.nativecall.OpenConnection;

/** A listener to the events of all domains of a connection. */
final class LifecycleSubscription implements Subscription, OpenConnection.Dependent, Consumer<LifecycleEvent> {
  private final OpenConnection connection;
  private final LifecycleHub hub;
  private final Consumer<LifecycleEvent> listener;
  private final AtomicBoolean closed = new AtomicBoolean();

  private LifecycleSubscription(OpenConnection connection, LifecycleHub hub, Consumer<LifecycleEvent> listener) {
    this.connection = connection;
    this.hub = hub;
    this.listener = listener;
  }

  /** A new subscription on an open connection. */
  static LifecycleSubscription on(OpenConnection connection, Consumer<LifecycleEvent> listener) {
    return connection.with(connected -> {
      LifecycleHub hub = connection.libvirt().lifecycle(connected);
      LifecycleSubscription made = new LifecycleSubscription(connection, hub, listener);
      hub.add(made);
      connection.keep(made);
      return made;
    });
  }

  @Override
  public void accept(LifecycleEvent event) {
    if (!closed.get()) {
      listener.accept(event);
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      hub.remove(this);
      connection.release(this);
    }
  }
}
