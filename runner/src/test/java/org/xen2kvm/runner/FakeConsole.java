package org.xen2kvm.runner;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

/** The host's end of a fake guest's serial port. */
final class FakeConsole implements Console {
  private final Consumer<byte[]> typed;
  private byte[] unread = new byte[0];
  private boolean ended;

  FakeConsole(Consumer<byte[]> typed) {
    this.typed = typed;
  }

  synchronized void guestWrites(byte[] bytes) {
    if (!ended) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(unread);
      all.writeBytes(bytes);
      unread = all.toByteArray();
      notifyAll();
    }
  }

  /** What was written before can still be read. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  @Override
  public synchronized int read(byte[] into, Duration wait) {
    if (into.length == 0) {
      throw new IllegalArgumentException("no room to read into");
    }
    long deadline = System.nanoTime() + wait.toNanos();
    try {
      long left = wait.toNanos();
      while (unread.length == 0 && !ended && left > 0) {
        wait(left / 1_000_000 + 1);
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return 0;
    }
    if (unread.length == 0) {
      return ended ? -1 : 0;
    }
    int taken = Math.min(into.length, unread.length);
    System.arraycopy(unread, 0, into, 0, taken);
    unread = Arrays.copyOfRange(unread, taken, unread.length);
    return taken;
  }

  @Override
  public void write(byte[] bytes) {
    synchronized (this) {
      if (ended) {
        throw new RunnerException(RunnerError.OPERATION_INVALID, "the console has ended");
      }
    }
    typed.accept(bytes);
  }

  @Override
  public synchronized void close() {
    unread = new byte[0];
    end();
  }
}
