package org.xen2kvm.guestfix.libguestfs;

import org.xen2kvm.guestfix.libguestfs.nativecall.CallListener;

/** Hears what an appliance does, on the thread that calls into it. Every method does nothing by default. */
public interface ApplianceListener extends CallListener {
  /** Hears nothing. */
  ApplianceListener SILENT = new ApplianceListener() {};

  /** Something that the user should know once: that emulation is used because KVM does not work. */
  default void note(String message) {}
}
