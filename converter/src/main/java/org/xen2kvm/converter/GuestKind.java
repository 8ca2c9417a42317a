package org.xen2kvm.converter;

/** How Xen ran the guest; decided once, before any rule rewrites the evidence. */
public enum GuestKind {
  /** Paravirtual: Xen's own kernel interface, no firmware, no emulated devices. */
  PV,
  /** Fully virtual: firmware and emulated devices, mostly with PV drivers on top. */
  HVM,
  /** Hardware-assisted without emulated devices: boots as PV does. */
  PVH;

  /** Returns whether the guest has only ever seen Xen's paravirtual devices. */
  public boolean hasOnlyXenDevices() {
    return this != HVM;
  }
}
