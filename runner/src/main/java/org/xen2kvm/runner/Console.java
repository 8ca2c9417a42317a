package org.xen2kvm.runner;

import java.time.Duration;

/**
 * The serial console of a running domain, from the moment it was opened: what the guest wrote before is lost.
 *
 * <p>What nobody reads is kept up to a bound; then the guest waits, as on a real line, and nothing is dropped.
 *
 * <p>Thread-safety: one thread reads; any thread may write and {@link #close}, which ends the reader's wait.
 */
public interface Console extends AutoCloseable {
  /**
   * Takes what the guest wrote, waiting until there is something. An interrupt ends the wait too and stays set.
   *
   * @param into its length is the most that is taken
   * @param wait how long at most; zero asks without waiting
   * @return how many bytes; 0 when nothing came in time; -1 when nothing will ever come: the domain ended, the
   *     connection broke, somebody else took the console, or it was closed here
   */
  int read(byte[] into, Duration wait);

  /**
   * Types on the guest's serial port. Returns before the guest has taken it.
   *
   * @throws RunnerException {@link RunnerError#OPERATION_INVALID} when the console has ended,
   *     {@link RunnerError#RESOURCE_BUSY} when the guest has left tens of thousands of bytes untaken
   */
  void write(byte[] bytes);

  /** Gives the console back. The domain goes on. A second call does nothing. */
  @Override
  void close();
}
