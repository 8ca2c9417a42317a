package org.xen2kvm.migration.plan;

/** What becomes of the overlays once the guest is fixed. */
public enum KeepChoice {
  /** They stay, on the source disks: nothing is copied, and dropping them undoes everything. */
  OVERLAY,
  /** They stay until the guest was seen to be up; then it is shut down, and they are written into the source disks. */
  COMMIT,
  /** Each becomes an image of its own that needs the source disk no more. */
  FLATTEN
}
