package org.xen2kvm.guestfix.disk;

/**
 * One disk of a guest as it stands in the list of its disks.
 *
 * @param index its place in the list, from 0
 * @param size bytes that the guest sees
 * @param table what divides it
 */
public record GuestDisk(int index, long size, PartitionTable table) {
  /** What divides a disk into partitions. */
  public enum PartitionTable {
    /** Nothing: a filesystem, swap space or a physical volume on the whole disk, or an empty disk. */
    NONE,
    MBR,
    GPT,
    /** One that PCs do not boot from. */
    OTHER
  }
}
