package org.xen2kvm.migration.apply;

/** Hears how far an apply has come, on the thread that does it. */
@FunctionalInterface
public interface ApplyListener {
  /**
   * A step begins.
   *
   * @param guest the guest's name
   * @param what a phrase such as "fixing the guest"
   */
  void step(String guest, String what);
}
