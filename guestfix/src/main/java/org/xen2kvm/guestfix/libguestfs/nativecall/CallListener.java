package org.xen2kvm.guestfix.libguestfs.nativecall;

/** Hears what an appliance says and how far a call has come, on the thread that calls into it. */
public interface CallListener {
  /** What the appliance's console, QEMU or libguestfs wrote; not in whole lines, and a guest may have a say in it. */
  default void log(String text) {}

  /** How far a long call has come. */
  default void progress(long position, long total) {}
}
