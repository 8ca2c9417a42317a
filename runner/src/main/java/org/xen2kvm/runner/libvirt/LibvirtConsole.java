package org.xen2kvm.runner.libvirt;

import com.sun.jna.Pointer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.runner.Console;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.libvirt.nativecall.EventLoop;
import org.xen2kvm.runner.libvirt.nativecall.Libvirt;
import org.xen2kvm.runner.libvirt.nativecall.LibvirtLibrary;
import org.xen2kvm.runner.libvirt.nativecall.Listeners;
import org.xen2kvm.runner.libvirt.nativecall.NativeSize;
import org.xen2kvm.runner.libvirt.nativecall.OpenConnection;

/**
 * A console as a libvirt stream. The stream is touched on the event loop's thread only; readers and writers meet it at
 * two bounded buffers.
 */
final class LibvirtConsole implements Console, OpenConnection.Dependent {
  private static final int UNREAD_LIMIT = 256 * 1024;
  private static final int UNSENT_LIMIT = 64 * 1024;
  private static final int CHUNK = 4096;
  private static final int WOULD_WAIT = -2;

  private static final Listeners<LibvirtConsole> CONSOLES = new Listeners<>();
  private static final LibvirtLibrary.StreamHandler HANDLER = (stream, events, number) -> {
    LibvirtConsole console = CONSOLES.find(number);
    if (console != null) {
      console.ready(events);
    }
  };

  private final OpenConnection connection;
  private final LibvirtLibrary library;
  private final EventLoop loop;
  private final Pointer stream;
  private final Pointer number;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ByteQueue unread = new ByteQueue(UNREAD_LIMIT);
  private final ByteQueue unsent = new ByteQueue(UNSENT_LIMIT);
  private boolean ended;
  private boolean closed;

  /** Which events libvirt is asked for; null while it is asked for none. Event loop only. */
  private @Nullable Integer watched;

  /** A hangup that was told while the buffer was full. Event loop only. */
  private boolean hungUp;

  private LibvirtConsole(OpenConnection connection, Pointer stream) {
    this.connection = connection;
    this.library = connection.library();
    this.loop = connection.libvirt().loop();
    this.stream = stream;
    this.number = CONSOLES.add(this);
  }

  /** The console of a running domain. */
  static LibvirtConsole open(OpenConnection connection, Pointer connected, Pointer domain) {
    Libvirt libvirt = connection.libvirt();
    LibvirtLibrary library = connection.library();
    Pointer stream = libvirt.check(library.virStreamNew(connected, LibvirtLibrary.STREAM_NONBLOCK));
    try {
      libvirt.check(library.virDomainOpenConsole(domain, null, stream, LibvirtLibrary.CONSOLE_FORCE));
    } catch (RunnerException refused) {
      library.virStreamFree(stream);
      throw orNoConsole(refused);
    }
    LibvirtConsole console = new LibvirtConsole(connection, stream);
    connection.keep(console);
    try {
      libvirt.loop().call(() -> libvirt.check(console.watch()));
    } catch (RunnerException refused) {
      console.close();
      throw refused;
    }
    return console;
  }

  /**
   * The same refusal, by its own name where it has none: "internal error: cannot find character device", "internal
   * error: character device console0 is not using a PTY" (libvirt 9.0).
   */
  private static RunnerException orNoConsole(RunnerException refused) {
    boolean none = refused.error() == RunnerError.INTERNAL || refused.error() == RunnerError.INVALID_ARGUMENT;
    return none ? new RunnerException(RunnerError.NO_CONSOLE, String.valueOf(refused.getMessage()), refused) : refused;
  }

  @Override
  public int read(byte[] into, Duration wait) {
    if (into.length == 0) {
      throw new IllegalArgumentException("no room to read into");
    }
    long left = TimeUnit.NANOSECONDS.convert(wait);
    lock.lock();
    try {
      while (unread.isEmpty() && !ended && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (unread.isEmpty()) {
        return ended ? -1 : 0;
      }
      boolean wasFull = unread.room() < CHUNK;
      int taken = unread.take(into);
      if (wasFull && !closed) {
        loop.later(this::watch);
      }
      return taken;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return 0;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void write(byte[] bytes) {
    lock.lock();
    try {
      if (ended) {
        throw new RunnerException(RunnerError.OPERATION_INVALID, "the console has ended");
      }
      if (bytes.length > unsent.room()) {
        throw new RunnerException(RunnerError.RESOURCE_BUSY, "the guest does not take what is typed on its console");
      }
      unsent.put(bytes, bytes.length);
      loop.later(this::watch);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      ended = true;
      unread.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    connection.release(this);
    loop.call(this::free);
  }

  /** Event loop only: the stream has something to say. */
  private void ready(int events) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      hungUp |= (events & (LibvirtLibrary.STREAM_ERROR | LibvirtLibrary.STREAM_HANGUP)) != 0;
      send();
      receive();
      changed.signalAll();
      watch();
    } finally {
      lock.unlock();
    }
  }

  /** Takes what is there and fits; what does not fit stays with libvirt, and in the end with the guest. */
  private void receive() {
    byte[] chunk = new byte[CHUNK];
    while (!ended && unread.room() >= CHUNK) {
      int received = library.virStreamRecv(stream, chunk, new NativeSize(CHUNK));
      if (received > 0) {
        unread.put(chunk, received);
      } else if (received != WOULD_WAIT || hungUp) {
        ended = true;
      } else {
        return;
      }
    }
  }

  private void send() {
    while (!ended && !unsent.isEmpty()) {
      byte[] chunk = unsent.peek(CHUNK);
      int sent = library.virStreamSend(stream, chunk, new NativeSize(chunk.length));
      if (sent == WOULD_WAIT) {
        return;
      }
      if (sent < 0) { // the reader still gets what came before
        unsent.clear();
        return;
      }
      unsent.skip(sent);
    }
  }

  /**
   * Event loop only: asks libvirt for the events that can be served. For none, the callback is removed rather than its
   * events set to none, since a hangup is told whether asked for or not, again and again. A stream that cannot be watched
   * has ended.
   *
   * @return negative when libvirt failed
   */
  private int watch() {
    lock.lock();
    try {
      Integer wanted = closed ? null : wanted();
      int result = 0;
      if (wanted == null && watched != null) {
        result = library.virStreamEventRemoveCallback(stream);
      } else if (wanted != null && watched == null) {
        result = library.virStreamEventAddCallback(stream, wanted, HANDLER, number, null);
      } else if (wanted != null && !wanted.equals(watched)) {
        result = library.virStreamEventUpdateCallback(stream, wanted);
      }
      watched = wanted;
      if (result < 0) {
        ended = true;
        changed.signalAll();
      }
      return result;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Integer wanted() {
    if (ended || (hungUp && unread.room() < CHUNK)) {
      return null;
    }
    int events = (unread.room() < CHUNK ? 0 : LibvirtLibrary.STREAM_READABLE)
        | (unsent.isEmpty() ? 0 : LibvirtLibrary.STREAM_WRITABLE);
    return events == 0 ? null : Integer.valueOf(events);
  }

  /** Event loop only. */
  private void free() {
    if (watched != null) {
      library.virStreamEventRemoveCallback(stream);
      watched = null;
    }
    library.virStreamAbort(stream); // fails for one that has ended, which is as good
    library.virStreamFree(stream);
    CONSOLES.remove(number);
  }
}
