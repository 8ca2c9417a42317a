package org.xen2kvm.guestfix.inspect.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.guestfix.disk.GuestDisk;
import org.xen2kvm.guestfix.disk.GuestDisk.PartitionTable;
import org.xen2kvm.guestfix.disk.GuestDisks;
import org.xen2kvm.guestfix.inspect.BootCode;
import org.xen2kvm.guestfix.inspect.BootCode.State;
import org.xen2kvm.guestfix.inspect.LenientReader;

/**
 * Tells what a PC's BIOS would start from a disk, by following the boot code as far as the first sector of the boot loader
 * proper: paravirtual guests never used theirs, and what was left in the MBR may point at sectors that hold something else by
 * now.
 */
public final class BootCodeReader {
  private static final int SECTOR = BootSector.SIZE;
  private static final int TABLE = 0x1be;
  private static final int MOST_GPT_ENTRIES = 256;
  private static final long GPT_LEGACY_BOOTABLE = 1L << 2;

  /** GRUB 2 keeps its modules in a directory for each platform, before 1.99 beside its configuration. */
  private static final List<String> FILES_OF_GRUB2 = List.of(
      "/boot/grub/i386-pc/normal.mod", "/boot/grub2/i386-pc/normal.mod", "/boot/grub/normal.mod");

  private static final List<String> FILES_OF_GRUB_LEGACY = List.of("/boot/grub/stage2", "/boot/grub/i386-pc/stage2");

  private final GuestDisks disks;
  private final GuestDisk disk;
  private final Optional<LenientReader> guest;

  private BootCodeReader(GuestDisks disks, GuestDisk disk, Optional<LenientReader> guest) {
    this.disks = disks;
    this.disk = disk;
    this.guest = guest;
  }

  /**
   * Returns what the boot code of that disk leads to.
   *
   * @param guest the files that it would load from; empty when they are unknown
   */
  public static BootCode read(GuestDisks disks, GuestDisk disk, Optional<LenientReader> guest) {
    return new BootCodeReader(disks, disk, guest).follow();
  }

  private BootCode follow() {
    byte[] first = disks.read(disk.index(), 0, SECTOR);
    BootSector mbr = new BootSector(first);
    if (mbr.code() == BootSector.Code.OTHER) {
      return followActivePartition(mbr);
    }
    return describe(mbr, disk.table() == PartitionTable.NONE ? "in the first sector" : "in the MBR");
  }

  private BootCode describe(BootSector sector, String place) {
    return switch (sector.code()) {
      case NONE -> new BootCode(State.NONE, "no boot code " + place);
      case GRUB2 -> grub(sector, "GRUB 2 " + place, "its core image");
      case GRUB_LEGACY -> grub(sector, "GRUB legacy " + place, "its next stage");
      case LILO -> new BootCode(State.USABLE, "LILO " + place);
      case SYSLINUX -> new BootCode(State.USABLE, "SYSLINUX " + place);
      case WINDOWS -> new BootCode(State.USABLE, "boot code of Windows " + place);
      case OTHER -> new BootCode(State.USABLE, "unknown boot code " + place);
    };
  }

  private BootCode grub(BootSector sector, String what, String next) {
    long at = sector.nextSector();
    BootSector target = sector(at);
    String place = " at sector " + Long.toUnsignedString(at);
    if (target.isEmpty()) {
      return new BootCode(State.STALE, what + ", but there is nothing where it looks for " + next + place);
    }
    boolean legacy = sector.code() == BootSector.Code.GRUB_LEGACY;
    if (legacy ? target.isStageOfGrubLegacy() : target.isCoreOfGrub2()) {
      return haveFiles(legacy ? FILES_OF_GRUB_LEGACY : FILES_OF_GRUB2)
          ? new BootCode(State.USABLE, what) : new BootCode(State.STALE, what + ", but its files are not in /boot");
    }
    boolean other = legacy ? target.isCoreOfGrub2() : target.isStageOfGrubLegacy();
    return new BootCode(State.STALE, what + ", but where it looks for " + next + place + " is "
        + (other ? "the other GRUB" : "something else"));
  }

  private boolean haveFiles(List<String> files) {
    return guest.isEmpty() || files.stream().anyMatch(guest.get()::exists);
  }

  /** A sector of the disk; an empty one for a place that the disk does not have. */
  private BootSector sector(long at) {
    boolean there = at > 0 && at < disk.size() / SECTOR;
    return new BootSector(there ? disks.read(disk.index(), at * SECTOR, SECTOR) : new byte[SECTOR]);
  }

  private BootCode followActivePartition(BootSector mbr) {
    List<Long> active = disk.table() == PartitionTable.GPT ? bootableInGpt() : activeInMbr(mbr);
    if (active.isEmpty()) {
      return new BootCode(State.NONE, "boot code in the MBR that starts the active partition, but none is active");
    }
    return describe(sector(active.get(0)), "in the boot sector of the active partition");
  }

  private static List<Long> activeInMbr(BootSector mbr) {
    List<Long> starts = new ArrayList<>();
    for (int entry = TABLE; entry < TABLE + 64; entry += 16) {
      if (mbr.number(entry, 1) == 0x80) {
        starts.add(mbr.number(entry + 8, 4));
      }
    }
    return starts;
  }

  /** The partitions that SYSLINUX's gptmbr looks for. */
  private List<Long> bootableInGpt() {
    byte[] header = disks.read(disk.index(), SECTOR, SECTOR);
    if (header.length < SECTOR || BootSector.number(header, 0, 8) != 0x5452415020494645L) {
      return List.of();
    }
    long at = BootSector.number(header, 0x48, 8);
    long count = BootSector.number(header, 0x50, 4);
    long size = BootSector.number(header, 0x54, 4);
    boolean sound = at > 0 && at < disk.size() / SECTOR && size >= 128 && size <= 512 && count > 0;
    if (!sound) {
      return List.of();
    }
    byte[] entries = disks.read(disk.index(), at * SECTOR, (int) (Math.min(count, MOST_GPT_ENTRIES) * size));
    List<Long> starts = new ArrayList<>();
    for (int entry = 0; entry + size <= entries.length; entry += (int) size) {
      boolean used = BootSector.number(entries, entry, 8) != 0 || BootSector.number(entries, entry + 8, 8) != 0;
      if (used && (BootSector.number(entries, entry + 48, 8) & GPT_LEGACY_BOOTABLE) != 0) {
        starts.add(BootSector.number(entries, entry + 32, 8));
      }
    }
    return starts;
  }
}
