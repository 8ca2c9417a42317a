package org.xen2kvm.runner;

/** A listener's place at its source. */
public interface Subscription extends AutoCloseable {
  /** Ends it: no call of the listener begins after this one has returned. A second call does nothing. */
  @Override
  void close();
}
