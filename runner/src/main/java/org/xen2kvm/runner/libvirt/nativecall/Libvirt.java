package org.xen2kvm.runner.libvirt.nativecall;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;

/**
 * Libvirt in this process: loaded, initialised, silent on stderr, its event loop running.
 *
 * <p>All of that exists once per process and cannot be undone. Libvirt's default event loop must be registered before
 * the first connection is opened, and {@code qemu:///embed} works only while something runs it: it hears through it of
 * the emulator's answers and its end.
 */
public final class Libvirt {
  /** Field offsets of {@code struct _virError}: int code, int domain, char *message. */
  private static final int ERROR_CODE = 0;

  private static final int ERROR_DOMAIN = 4;
  private static final int ERROR_MESSAGE = 8;

  /**
   * Held for as long as libvirt may call it, which is for ever: JNA frees the native side of a callback that nobody
   * holds.
   */
  private static final LibvirtLibrary.ErrorHandler SILENT = (userData, error) -> {};

  private static @Nullable Libvirt instance;

  private final LibvirtLibrary library;
  private final EventLoop loop;

  /** Calls all listeners, one after the other, so that they do not hold up the event loop. */
  private final Executor listenerThread = Executors.newSingleThreadExecutor(task -> {
    Thread thread = new Thread(task, "libvirt-listeners");
    thread.setDaemon(true);
    return thread;
  });

  private @Nullable QemuLibrary qemu;

  /** Embedded drivers by URI, connected until the process ends. */
  private final Map<String, Pointer> embedded = new HashMap<>();

  private final Map<Pointer, LifecycleHub> hubs = new ConcurrentHashMap<>();

  private Libvirt(LibvirtLibrary library) {
    this.library = library;
    this.loop = new EventLoop(this, library);
  }

  /**
   * The one libvirt of this process, made ready on the first call.
   *
   * @throws RunnerException when the library is missing or does not initialise; the next call tries again
   */
  public static synchronized Libvirt ready() {
    Libvirt ready = instance;
    if (ready == null) {
      ready = new Libvirt(LibvirtLibrary.load("libvirt.so.0"));
      ready.initialise();
      instance = ready;
    }
    return ready;
  }

  private void initialise() {
    check(library.virInitialize());
    library.virSetErrorFunc(null, SILENT);
    loop.start();
  }

  /** The functions of libvirt. */
  public LibvirtLibrary library() {
    return library;
  }

  /** What is QEMU's alone, loaded when first asked for. */
  public synchronized QemuLibrary qemu() {
    QemuLibrary loaded = qemu;
    if (loaded == null) {
      loaded = LibvirtLibrary.load("libvirt-qemu.so.0", QemuLibrary.class);
      qemu = loaded;
    }
    return loaded;
  }

  /** The thread that libvirt calls back on. */
  public EventLoop loop() {
    return loop;
  }

  /** Who listens to the domains of that connection. */
  public LifecycleHub lifecycle(Pointer connection) {
    return hubs.computeIfAbsent(connection, connected -> new LifecycleHub(this, connected));
  }

  Executor listenerThread() {
    return listenerThread;
  }

  /**
   * A connection; the same one for the same embedded driver. Libvirt never takes an embedded driver down, and registers
   * one more with every opening until its table is full: the fifteenth or so fails with "Too many drivers" (measured on
   * libvirt 9.0).
   */
  public Pointer connect(String uri, ConnectionOptions options) {
    if (!isEmbedded(uri)) {
      return Patience.await(
          "opening " + uri, options.openLimit(), () -> openAndKeepAlive(uri, options), library::virConnectClose);
    }
    synchronized (embedded) {
      String key = options.readOnly() + " " + uri;
      Pointer connection = embedded.get(key);
      if (connection == null) {
        connection = open(uri, options);
        embedded.put(key, connection);
      }
      return connection;
    }
  }

  private Pointer open(String uri, ConnectionOptions options) {
    return check(options.readOnly() ? library.virConnectOpenReadOnly(uri) : library.virConnectOpen(uri));
  }

  private Pointer openAndKeepAlive(String uri, ConnectionOptions options) {
    Pointer connection = open(uri, options);
    int seconds = Math.toIntExact(options.keepAlive().toSeconds());
    try {
      if (seconds > 0) {
        check(library.virConnectSetKeepAlive(connection, seconds, options.keepAliveCount()));
      }
      return connection;
    } catch (RunnerException refused) {
      if (refused.error() == RunnerError.NO_SUPPORT) {
        return connection; // a driver in this process cannot be away
      }
      library.virConnectClose(connection);
      throw refused;
    }
  }

  /** Ends a connection of {@link #connect}; an embedded driver's stays for the next one who asks. */
  public void disconnect(String uri, Pointer connection) {
    if (!isEmbedded(uri)) {
      LifecycleHub hub = hubs.remove(connection);
      if (hub != null) {
        hub.close();
      }
      check(library.virConnectClose(connection));
    }
  }

  static boolean isEmbedded(String uri) {
    return uri.contains(":///embed");
  }

  /** The same number, unless it is libvirt's sign of failure. */
  public int check(int result) {
    if (result < 0) {
      throw lastError();
    }
    return result;
  }

  /** The same pointer, unless it is libvirt's sign of failure. */
  public Pointer check(@Nullable Pointer result) {
    if (result == null) {
      throw lastError();
    }
    return result;
  }

  /**
   * The error of the call just made on this thread. Libvirt keeps errors per thread, and a Java thread calls on one
   * native thread, so this must be asked right after the failing call and on the same thread.
   */
  private RunnerException lastError() {
    Pointer error = library.virGetLastError();
    if (error == null) {
      return new RunnerException(RunnerError.INTERNAL, "libvirt failed without saying why");
    }
    Pointer message = error.getPointer(ERROR_MESSAGE);
    return new RunnerException(
        error.getInt(ERROR_CODE),
        error.getInt(ERROR_DOMAIN),
        message == null ? "libvirt failed without saying why" : message.getString(0, StandardCharsets.UTF_8.name()));
  }

  /** The text in a buffer that libvirt filled. */
  static String text(byte[] buffer) {
    return Native.toString(buffer, StandardCharsets.UTF_8.name());
  }
}
