package org.xen2kvm.guestfix.disk;

/**
 * Something that can hold a filesystem.
 *
 * @param device the appliance's name for it: {@code /dev/sda1}, {@code /dev/vg/root}; a handle, never to be written into a guest
 * @param kind what it is
 * @param disk the index of the disk that it lies on; -1 when it may lie on several (logical volumes, arrays)
 * @param partition its number in the partition table; 0 when it is no partition
 * @param type what blkid calls its content: {@code ext4}, {@code swap}, {@code LVM2_member}, {@code crypto_LUKS}, {@code
 *     linux_raid_member}, {@code ntfs}; empty when unknown
 * @param uuid the filesystem's UUID, empty when it has none
 * @param label the filesystem's label, empty when it has none
 * @param size bytes
 */
public record Volume(
    String device, Kind kind, int disk, int partition, String type, String uuid, String label, long size) {

  /** What a volume is made of. */
  public enum Kind {
    WHOLE_DISK,
    PARTITION,
    LOGICAL_VOLUME,
    MD_ARRAY,
    /** What an opened LUKS container holds. */
    LUKS_CONTENT
  }

  /** Returns whether it holds the image of a suspended system ({@code swsuspend} to blkid). */
  public boolean isHibernated() {
    return type.equals("swsuspend");
  }

  public boolean isLuks() {
    return type.equals("crypto_LUKS");
  }
}
