package org.xen2kvm.guestfix.libguestfs.nativecall;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends sessions from another thread: their calls fail with reason {@code CANCELLED}, the one under way as well.
 *
 * <p>The appliance's QEMU is killed, which is safe because it writes to overlays only. {@code guestfs_user_cancel} would stop no
 * more than up- and downloads; a launch or a command in the guest would go on. Thread-safe.
 */
public final class Cancellation {
  private final Set<Runnable> sessions = ConcurrentHashMap.newKeySet();
  private volatile boolean cancelled;

  /** Ends the sessions that were opened with it and refuses new ones. */
  public void cancel() {
    cancelled = true;
    sessions.forEach(Runnable::run);
  }

  /** Whether it was asked for. */
  public boolean isCancelled() {
    return cancelled;
  }

  /** Calls that when cancelled; at once when it was already. */
  void add(Runnable session) {
    sessions.add(session);
    if (cancelled) {
      session.run();
    }
  }

  void remove(Runnable session) {
    sessions.remove(session);
  }
}
