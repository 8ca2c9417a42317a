package org.xen2kvm.migration;

/** Hears how far an apply has come, on the thread that does it. */
@FunctionalInterface
public interface ApplyListener {
  /** A step begins; {@code what} is a phrase such as "fixing the guest". */
  void step(String what);
}
