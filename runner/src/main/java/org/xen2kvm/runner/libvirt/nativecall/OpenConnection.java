package org.xen2kvm.runner.libvirt.nativecall;

import com.sun.jna.Pointer;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is not closed under a call: calls share it, {@link #close} waits for them, because a connection
 * closed under a call is memory freed under it.
 */
public final class OpenConnection {
  /** What lives longer than a call and has to end with the connection. */
  public interface Dependent {
    /** Ends it, while the connection is still open. */
    void close();
  }

  private final Libvirt libvirt;
  private final LibvirtLibrary library;
  private final String uri;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Set<Dependent> dependents = ConcurrentHashMap.newKeySet();

  /** Null once closed. */
  private @Nullable Pointer connection;

  /** Whether the driver is in this process. */
  public boolean isEmbedded() {
    return Libvirt.isEmbedded(uri);
  }

  /**
   * Takes over a connection that was just opened.
   *
   * @param connection as {@link Libvirt#connect} made it for the URI
   */
  public OpenConnection(Libvirt libvirt, String uri, Pointer connection) {
    this.libvirt = libvirt;
    this.library = libvirt.library();
    this.uri = uri;
    this.connection = connection;
  }

  /** The libvirt that the connection is one of. */
  public Libvirt libvirt() {
    return libvirt;
  }

  /** The functions to call with the connection. */
  public LibvirtLibrary library() {
    return library;
  }

  /** The result of a call on the connection. */
  public <T> T with(Function<Pointer, T> call) {
    Lock shared = lock.readLock();
    shared.lock();
    try {
      Pointer open = connection;
      if (open == null) {
        throw new IllegalStateException("the connection is closed");
      }
      return call.apply(open);
    } finally {
      shared.unlock();
    }
  }

  /** The result of a call on the domain of that name. */
  public <T> T withDomain(String name, Function<Pointer, T> call) {
    Objects.requireNonNull(name);
    return with(connected -> {
      Pointer domain = libvirt.check(library.virDomainLookupByName(connected, name));
      try {
        return call.apply(domain);
      } finally {
        library.virDomainFree(domain);
      }
    });
  }

  /** Calls what has no result but success. */
  public void act(String name, ToIntFunction<Pointer> call) {
    withDomain(name, domain -> libvirt.check(call.applyAsInt(domain)));
  }

  /** Closes it with the connection. Only within a call. */
  public void keep(Dependent dependent) {
    dependents.add(dependent);
  }

  /** Forgets what has closed by itself. */
  public void release(Dependent dependent) {
    dependents.remove(dependent);
  }

  /** False once it is closed or broken. */
  public boolean isAlive() {
    Lock shared = lock.readLock();
    shared.lock();
    try {
      Pointer open = connection;
      return open != null && library.virConnectIsAlive(open) == 1;
    } finally {
      shared.unlock();
    }
  }

  /** Ends the connection and what depends on it, after the calls under way. A second call does nothing. */
  public void close() {
    Lock alone = lock.writeLock();
    alone.lock();
    try {
      Pointer open = connection;
      if (open != null) {
        dependents.forEach(Dependent::close);
        connection = null;
        libvirt.disconnect(uri, open);
      }
    } finally {
      alone.unlock();
    }
  }
}
