package org.xen2kvm.guestfix.libguestfs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.guestfix.disk.GuestDisk;
import org.xen2kvm.guestfix.disk.GuestDisk.PartitionTable;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.disk.Volume.Kind;
import org.xen2kvm.guestfix.libguestfs.nativecall.GuestfsFailure;
import org.xen2kvm.guestfix.libguestfs.nativecall.GuestfsHandle;
import org.xen2kvm.guestfix.libguestfs.nativecall.LibguestfsLibrary;

/**
 * What lies on the disks of a session, found with few calls and remembered: each call that runs a program in an emulated
 * appliance takes a tenth of a second. One {@code blkid} tells of a device its content, its table and its place in a table.
 */
final class VolumeSurvey {
  /** How containers are called that {@link LibguestfsDisks#unlock} opens. */
  static final String LUKS_NAME = "xen2kvm";

  /** Partition types of the MBR that hold only further partitions. */
  private static final Set<String> EXTENDED = Set.of("0x5", "0xf", "0x85");

  /** blkid counts in sectors of this size, whatever the disk's are. */
  private static final long SECTOR = 512;

  private final GuestfsHandle handle;
  private final LibguestfsLibrary library;
  private final int diskCount;
  private final Map<String, Map<String, String>> tags = new HashMap<>();
  private List<String> devices = List.of();
  private @Nullable List<String> partitions;
  private @Nullable List<GuestDisk> disks;
  private @Nullable List<Volume> volumes;

  VolumeSurvey(GuestfsHandle handle, int diskCount) {
    this.handle = handle;
    this.library = handle.library();
    this.diskCount = diskCount;
  }

  /** The appliance's name of a disk: it lists them in the order in which they were added. */
  String device(int disk) {
    if (devices.isEmpty()) {
      devices = handle.texts(library::guestfs_list_devices);
    }
    if (disk < 0 || disk >= Math.min(diskCount, devices.size())) {
      throw new IllegalArgumentException("no disk " + disk + " of " + diskCount);
    }
    return devices.get(disk);
  }

  List<GuestDisk> disks() {
    List<GuestDisk> known = disks;
    if (known == null) {
      List<GuestDisk> found = new ArrayList<>();
      for (int disk = 0; disk < diskCount; disk++) {
        found.add(new GuestDisk(disk, size(device(disk)), table(disk)));
      }
      known = List.copyOf(found);
      disks = known;
    }
    return known;
  }

  List<Volume> volumes() {
    List<Volume> known = volumes;
    if (known == null) {
      known = survey();
      volumes = known;
    }
    return known;
  }

  /** Looks for volume groups in a container that was just opened; what was found before counts no more. */
  void rescan() {
    try {
      handle.number(g -> library.guestfs_lvm_scan(g, 1));
    } catch (UnsatisfiedLinkError before1_39) {
      handle.number(g -> library.guestfs_vg_activate_all(g, 1));
    }
    tags.clear();
    partitions = null;
    disks = null;
    volumes = null;
  }

  private List<Volume> survey() {
    List<Volume> found = new ArrayList<>();
    for (int disk = 0; disk < diskCount; disk++) {
      String device = device(disk);
      if (table(disk) == PartitionTable.NONE) {
        found.add(volume(device, Kind.WHOLE_DISK, disk, 0, size(device)));
      }
    }
    for (String partition : partitions()) {
      Map<String, String> told = tags(partition);
      if (!EXTENDED.contains(told.getOrDefault("PART_ENTRY_TYPE", ""))) {
        long sectors = number(told.get("PART_ENTRY_SIZE"));
        found.add(volume(
            partition,
            Kind.PARTITION,
            diskOf(partition),
            (int) number(told.get("PART_ENTRY_NUMBER")),
            sectors > 0 ? sectors * SECTOR : size(partition)));
      }
    }
    for (String array : handle.texts(library::guestfs_list_md_devices)) {
      found.add(volume(array, Kind.MD_ARRAY, -1, 0, size(array)));
    }
    for (String logical : handle.texts(library::guestfs_lvs)) {
      found.add(volume(logical, Kind.LOGICAL_VOLUME, -1, 0, size(logical)));
    }
    for (String mapped : handle.texts(library::guestfs_list_dm_devices)) {
      if (mapped.startsWith("/dev/mapper/" + LUKS_NAME)) {
        found.add(volume(mapped, Kind.LUKS_CONTENT, -1, 0, size(mapped)));
      }
    }
    return List.copyOf(found);
  }

  private Volume volume(String device, Kind kind, int disk, int number, long size) {
    Map<String, String> told = tags(device);
    return new Volume(
        device,
        kind,
        disk,
        number,
        told.getOrDefault("TYPE", ""),
        told.getOrDefault("UUID", ""),
        told.getOrDefault("LABEL", ""),
        size);
  }

  /**
   * A boot sector in front of a filesystem looks like an empty MBR; with a filesystem on the disk and no partition it divides
   * nothing.
   */
  private PartitionTable table(int disk) {
    Map<String, String> told = tags(device(disk));
    boolean divided = partitions().stream().anyMatch(partition -> diskOf(partition) == disk);
    if (!divided && told.containsKey("TYPE")) {
      return PartitionTable.NONE;
    }
    return switch (told.getOrDefault("PTTYPE", "")) {
      case "" -> divided ? PartitionTable.OTHER : PartitionTable.NONE;
      case "dos" -> PartitionTable.MBR;
      case "gpt" -> PartitionTable.GPT;
      default -> PartitionTable.OTHER;
    };
  }

  private List<String> partitions() {
    List<String> known = partitions;
    if (known == null) {
      known = handle.texts(library::guestfs_list_partitions);
      partitions = known;
    }
    return known;
  }

  /** The disk whose name, with {@code p} behind a digit, the partition's begins with; -1 for a partition of something else. */
  private int diskOf(String partition) {
    for (int disk = 0; disk < diskCount; disk++) {
      if (partition.startsWith(device(disk)) && partition.substring(device(disk).length()).matches("p?[0-9]{1,4}")) {
        return disk;
      }
    }
    return -1;
  }

  /** What blkid tells of the device; nothing when it cannot make out what is there. */
  private Map<String, String> tags(String device) {
    return tags.computeIfAbsent(device, this::probe);
  }

  private Map<String, String> probe(String device) {
    Map<String, String> told = new HashMap<>();
    try {
      List<String> words = handle.texts(g -> library.guestfs_blkid(g, device));
      for (int word = 0; word + 1 < words.size(); word += 2) {
        told.put(words.get(word), words.get(word + 1));
      }
    } catch (GuestfsFailure unknown) {
      return told; // two signatures that contradict each other, or a device that cannot be read
    }
    return told;
  }

  private long size(String device) {
    return handle.longNumber(g -> library.guestfs_blockdev_getsize64(g, device));
  }

  private static long number(@Nullable String digits) {
    return digits != null && digits.matches("[0-9]{1,15}") ? Long.parseLong(digits) : 0;
  }
}
