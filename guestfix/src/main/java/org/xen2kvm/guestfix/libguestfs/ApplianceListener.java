package org.xen2kvm.guestfix.libguestfs;

/** Hears what an appliance does, on the thread that calls into it. Every method does nothing by default. */
public interface ApplianceListener {
  /** Hears nothing. */
  ApplianceListener SILENT = new ApplianceListener() {};

  /** Something that the user should know once: that emulation is used because KVM does not work. */
  default void note(String message) {}

  /** What the appliance's console, QEMU or libguestfs wrote; not in whole lines, and a guest may have a say in it. */
  default void log(String text) {}

  /** How far a long call has come. */
  default void progress(long position, long total) {}
}
