package org.xen2kvm.migration.plan;

/** What becomes of the overlays once the guest is fixed. */
public enum KeepChoice {
  /** They stay, on the source disks: nothing is copied, and dropping them undoes everything. */
  OVERLAY,
  /** Each becomes an image of its own that needs the source disk no more. */
  FLATTEN
}
