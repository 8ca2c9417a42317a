package org.xen2kvm.runner.libvirt.nativecall;

import com.sun.jna.Pointer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Who is meant by the number that libvirt hands to a callback. One native callback serves all listeners of a kind and
 * lives as long as the process; with one for each, libvirt might call it after JNA has freed it.
 *
 * @param <T> what listens
 */
public final class Listeners<T> {
  private final Map<Long, T> byNumber = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong();

  /** The number of a new listener, as {@code void *}. */
  public Pointer add(T listener) {
    long number = last.incrementAndGet();
    byNumber.put(number, listener);
    return new Pointer(number);
  }

  /** The listener, null once it is removed. */
  public @Nullable T find(Pointer number) {
    return byNumber.get(Pointer.nativeValue(number));
  }

  /** Forgets the listener of that number; what libvirt still says to it is heard by nobody. */
  public void remove(Pointer number) {
    byNumber.remove(Pointer.nativeValue(number));
  }
}
