package org.xen2kvm.guestfix.libguestfs.nativecall;

import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.guestfix.disk.GuestDisksException;

/**
 * One handle of libguestfs with its appliance: every call goes through it, one at a time, within a limit of time.
 *
 * <p>The error of a call is read on the thread and under the lock of the call. What ends the session, a death of the appliance,
 * cancellation or the limit, is a {@link GuestDisksException}; a call that was merely refused is a {@link GuestfsFailure}.
 */
public final class GuestfsHandle implements AutoCloseable {
  /** What of the console is kept to explain a failed launch. */
  private static final int LOG_KEPT = 16 * 1024;

  private static final ScheduledThreadPoolExecutor WATCHDOG = watchdog();

  private final LibguestfsLibrary library;
  private final Cancellation cancellation;
  private final Duration callLimit;
  private final CallListener listener;
  private final QemuProcess qemu = new QemuProcess();
  private final ReentrantLock busy = new ReentrantLock();
  private final StringBuilder log = new StringBuilder();

  /** Held for the life of the handle: JNA frees the native side of a callback that nobody holds. */
  private final LibguestfsLibrary.EventCallback events = this::event;

  private final Runnable kill = qemu::kill;
  private @Nullable Pointer handle;
  private boolean launched;
  private volatile boolean outOfTime;
  private volatile boolean died;

  private GuestfsHandle(
      LibguestfsLibrary library, Pointer handle, Duration callLimit, Cancellation cancellation, CallListener listener) {
    this.library = library;
    this.handle = handle;
    this.callLimit = callLimit;
    this.cancellation = cancellation;
    this.listener = listener;
  }

  /** A handle that is not launched: silent on stderr, without network, quiet, known to its cancellation. */
  public static GuestfsHandle create(
      LibguestfsLibrary library, Duration callLimit, Cancellation cancellation, CallListener listener) {
    Pointer created = library.guestfs_create_flags(LibguestfsLibrary.CREATE_NO_CLOSE_ON_EXIT);
    if (created == null) {
      throw new GuestDisksException(GuestDisksException.Reason.FAILED, "libguestfs gives no handle", null);
    }
    GuestfsHandle handle = new GuestfsHandle(library, created, callLimit, cancellation, listener);
    library.guestfs_set_error_handler(created, null, null);
    handle.number(g -> library.guestfs_set_event_callback(
        g,
        handle.events,
        LibguestfsLibrary.EVENT_SUBPROCESS_QUIT
            | LibguestfsLibrary.EVENT_PROGRESS
            | LibguestfsLibrary.EVENT_APPLIANCE
            | LibguestfsLibrary.EVENT_LIBRARY
            | LibguestfsLibrary.EVENT_WARNING,
        0,
        null));
    return handle;
  }

  public LibguestfsLibrary library() {
    return library;
  }

  /** Starts the appliance. */
  public void launch(Duration limit) {
    number(g -> library.guestfs_config(g, "-uuid", qemu.uuid()));
    cancellation.add(kill);
    guarded(limit, open -> library.guestfs_launch(open) == -1 ? null : open);
    launched = true;
  }

  /** The end of what the console, QEMU and libguestfs wrote. */
  public String log() {
    return log.toString();
  }

  /** The number that the call returns, unless it is -1, libguestfs's sign of failure. */
  public int number(ToIntFunction<Pointer> call) {
    return (int) longNumber(call::applyAsInt);
  }

  /** The same for calls that return 64 bits. */
  public long longNumber(ToLongFunction<Pointer> call) {
    Long result = guarded(callLimit, open -> {
      long number = call.applyAsLong(open);
      return number == -1 ? null : number;
    });
    return result;
  }

  /** The pointer that the call returns, unless it is null, libguestfs's sign of failure. */
  public Pointer result(Function<Pointer, @Nullable Pointer> call) {
    return guarded(callLimit, call);
  }

  /** The text that the call returns. */
  public String text(Function<Pointer, @Nullable Pointer> call) {
    return NativeMemory.takeText(result(call));
  }

  /** The texts that the call returns. */
  public List<String> texts(Function<Pointer, @Nullable Pointer> call) {
    return NativeMemory.takeList(result(call));
  }

  /** Ends the appliance in order; what was written is on the disks afterwards. */
  public void shutdown() {
    number(library::guestfs_shutdown);
  }

  /** Ends the appliance at once, if it runs, and frees the handle. */
  @Override
  public void close() {
    busy.lock();
    try {
      cancellation.remove(kill);
      Pointer open = handle;
      handle = null;
      if (open != null) {
        library.guestfs_close(open);
      }
    } finally {
      busy.unlock();
    }
  }

  /** One call: alone, in time, its error read before anything else may happen. Null is its failure. */
  private <T> T guarded(Duration limit, Function<Pointer, @Nullable T> call) {
    if (!busy.tryLock()) {
      throw new IllegalStateException("a libguestfs handle is used by two threads at once");
    }
    Future<?> alarm = null;
    try {
      Pointer open = handle;
      if (open == null) {
        throw new IllegalStateException("the guest's disks are closed");
      }
      if (cancellation.isCancelled()) {
        throw cancelled();
      }
      alarm = WATCHDOG.schedule(this::endBecauseOfTime, limit.toMillis(), TimeUnit.MILLISECONDS);
      T result = call.apply(open);
      if (result == null) {
        throw failure(open);
      }
      return result;
    } finally {
      if (alarm != null) {
        alarm.cancel(false);
      }
      busy.unlock();
    }
  }

  private void endBecauseOfTime() {
    outOfTime = true;
    qemu.kill();
  }

  private RuntimeException failure(Pointer open) {
    int errno = library.guestfs_last_errno(open);
    String said = NativeMemory.borrowText(library.guestfs_last_error(open));
    if (cancellation.isCancelled()) {
      return cancelled();
    }
    if (outOfTime) {
      return new GuestDisksException(
          GuestDisksException.Reason.FAILED, "the appliance did not answer in time and was ended: " + said, null);
    }
    if (died && launched) {
      return new GuestDisksException(GuestDisksException.Reason.FAILED, "the appliance died: " + said, null);
    }
    return new GuestfsFailure(errno, said);
  }

  private static GuestDisksException cancelled() {
    return new GuestDisksException(GuestDisksException.Reason.CANCELLED, "cancelled", null);
  }

  private void event(
      Pointer guestfs,
      @Nullable Pointer opaque,
      long event,
      int eventHandle,
      int flags,
      @Nullable Pointer text,
      LibguestfsLibrary.Size textLength,
      @Nullable Pointer numbers,
      LibguestfsLibrary.Size numberCount) {
    if (event == LibguestfsLibrary.EVENT_SUBPROCESS_QUIT) {
      died = true;
    } else if (event == LibguestfsLibrary.EVENT_PROGRESS) {
      if (numbers != null && numberCount.intValue() >= 4) {
        listener.progress(numbers.getLong(2L * Long.BYTES), numbers.getLong(3L * Long.BYTES));
      }
    } else if (text != null) {
      said(new String(text.getByteArray(0, textLength.intValue()), StandardCharsets.UTF_8));
    }
  }

  private void said(String text) {
    log.append(text);
    if (log.length() > LOG_KEPT) {
      log.delete(0, log.length() - LOG_KEPT);
    }
    listener.log(text);
  }

  private static ScheduledThreadPoolExecutor watchdog() {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
      Thread thread = new Thread(task, "libguestfs-watchdog");
      thread.setDaemon(true);
      return thread;
    });
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  /** The bytes of a call that gives them with their length. */
  public byte[] bytes(ByteCall call) {
    LibguestfsLibrary.SizeReference size = new LibguestfsLibrary.SizeReference();
    Pointer result = result(g -> call.apply(g, size));
    return NativeMemory.takeBytes(result, size.value());
  }

  /** A call that returns bytes and tells their length. */
  public interface ByteCall {
    @Nullable Pointer apply(Pointer handle, LibguestfsLibrary.SizeReference size);
  }
}
