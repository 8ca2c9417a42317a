package org.xen2kvm.converter.decision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xen2kvm.converter.decision.DiskPlacement.Reason;
import org.xen2kvm.converter.policy.Policy;

/** Gives each drive a bus, then each bus's drives their names. */
final class DriveAllocation {
  /** A PIIX3 has two channels with two drives each: hda to hdd. */
  private static final int IDE_DRIVES = 4;

  /** A floppy controller has two drives: fda and fdb. */
  private static final int FLOPPY_DRIVES = 2;

  /** An ICH9 AHCI controller has six ports; libvirt adds another controller for sdg. */
  private static final int SATA_PORTS = 6;

  /** libvirt puts seven disks on a SCSI controller that it addresses by name; sdh begins the next controller. */
  private static final int SCSI_UNITS = 7;

  /** Buses where the letter stands for a place on the controller. */
  private static final List<String> LETTERED_BUSES = List.of("ide", "sata", "scsi");

  private final Decisions decisions;
  private final Policy policy;
  private final Map<String, Set<String>> taken = new HashMap<>();

  DriveAllocation(Decisions decisions, Policy policy) {
    this.decisions = decisions;
    this.policy = policy;
  }

  void run(List<XenDrive> drives, Comparator<XenDrive> nameOrder) {
    for (XenDrive drive : drives) {
      chooseBus(drive);
    }
    limitIde(drives, nameOrder);
    List<XenDrive> order = new ArrayList<>(drives);
    order.sort(nameOrder);
    // Names that are right as they are come first, then letters that may stay; the others take what is left.
    for (XenDrive drive : order) {
      if (keepsItsName(drive)) {
        keepLetter(drive);
      }
    }
    for (String bus : LETTERED_BUSES) {
      List<XenDrive> movers = new ArrayList<>();
      for (XenDrive drive : order) {
        if (drive.isUnnamed() && mayKeepItsLetter(drive, bus)) {
          movers.add(drive);
        }
      }
      // All or none: else one that cannot keep its letter would jump the others, and the order would be lost.
      if (!movers.isEmpty() && haveRoom(movers, bus)) {
        movers.forEach(this::keepLetter);
      }
    }
    for (XenDrive drive : order) {
      if (drive.isUnnamed()) {
        nextName(drive);
      }
    }
  }

  private void chooseBus(XenDrive drive) {
    if (drive.device.equals("floppy")) {
      place(drive, "fdc", Reason.FLOPPY);
    } else if (drive.device.equals("cdrom")) {
      boolean ejectable = drive.xenBus.equals("scsi") || drive.xenBus.equals("sata") || drive.xenBus.equals("usb");
      place(drive, ejectable ? drive.xenBus : compatibleBus(), Reason.CDROM);
    } else if (drive.device.equals("lun")) {
      place(drive, "scsi", Reason.LUN);
    } else {
      boolean paravirtual = decisions.kind().hasOnlyXenDevices();
      Reason reason = drive.isPartition() ? Reason.PARTITION : paravirtual ? Reason.PARAVIRTUAL : Reason.EMULATED;
      place(drive, policyBus().orElseGet(() -> paravirtual ? paravirtualBus(drive) : emulatedBus(drive)), reason);
    }
    if (drive.isReadOnlyHardDisk() && (drive.bus.equals("ide") || drive.bus.equals("sata"))) {
      place(drive, decisions.virtioDisks() ? "virtio" : "scsi", Reason.READ_ONLY);
    }
  }

  /** The bus that the policy asks for; SATA instead of IDE on a machine that has none. */
  private Optional<String> policyBus() {
    return policy.hardware().diskBus().map(bus -> bus.equals("ide") ? compatibleBus() : bus);
  }

  private String paravirtualBus(XenDrive drive) {
    if (decisions.virtioDisks()) {
      return "virtio";
    }
    return drive.xenBus.equals("sata") ? "sata" : compatibleBus();
  }

  /**
   * Keeps the hardware that the guest saw under Xen, unless it is known to have virtio-blk; a disk that only ever was
   * paravirtual has no such hardware.
   */
  private String emulatedBus(XenDrive drive) {
    boolean onlyXen = drive.xenBus.equals("xen") || (drive.xenBus.isEmpty() && drive.prefix().equals("xvd"));
    boolean virtio = drive.xenBus.equals("virtio") || (drive.xenBus.isEmpty() && drive.prefix().equals("vd"));
    if (drive.xenBus.equals("usb")) {
      return "usb";
    }
    if (virtio || decisions.knowsVirtioDisks()) {
      return "virtio";
    }
    if (onlyXen) {
      return paravirtualBus(drive);
    }
    if (drive.xenBus.equals("scsi") || drive.xenBus.equals("sata")) {
      return drive.xenBus;
    }
    return drive.xenBus.isEmpty() && drive.prefix().equals("sd") ? "scsi" : compatibleBus();
  }

  private String compatibleBus() {
    return decisions.isQ35() ? "sata" : "ide";
  }

  private static void place(XenDrive drive, String bus, Reason reason) {
    drive.bus = bus;
    drive.reason = reason;
  }

  /** Keeps four drives on IDE, CD drives and those with the lowest letters first, and moves the rest. */
  private static void limitIde(List<XenDrive> drives, Comparator<XenDrive> nameOrder) {
    List<XenDrive> onIde = new ArrayList<>();
    for (XenDrive drive : drives) {
      if (drive.bus.equals("ide")) {
        onIde.add(drive);
      }
    }
    if (onIde.size() > IDE_DRIVES) {
      onIde.sort(Comparator.comparing(XenDrive::isHardDisk).thenComparing(nameOrder));
      for (XenDrive drive : onIde.subList(IDE_DRIVES, onIde.size())) {
        place(drive, "sata", Reason.IDE_LIMIT);
      }
    }
  }

  /** IDE letters stand for channel and drive, and SATA and SCSI letters for the unit. */
  private static boolean keepsItsName(XenDrive drive) {
    boolean samePrefix = drive.prefix().equals(DiskName.prefixOn(drive.bus)) && !drive.isPartition();
    return samePrefix && switch (drive.bus) {
      case "virtio" -> false;
      case "ide", "fdc" -> drive.letterIndex() < places(drive.bus);
      default -> true;
    };
  }

  /** A CD drive that was none of the emulated controller's has no place there to keep. */
  private static boolean mayKeepItsLetter(XenDrive drive, String bus) {
    boolean emulatedOrHardDisk = drive.isHardDisk() || drive.prefix().equals("hd");
    return drive.bus.equals(bus)
        && emulatedOrHardDisk
        && drive.name != null
        && !drive.isPartition()
        && drive.reason != Reason.IDE_LIMIT;
  }

  private boolean haveRoom(List<XenDrive> movers, String bus) {
    Set<String> names = new HashSet<>(taken.getOrDefault(DiskName.prefixOn(bus), Set.of()));
    return movers.stream().allMatch(drive -> drive.letterIndex() < places(bus)
        && names.add(DiskName.of(DiskName.prefixOn(bus), drive.letterIndex())));
  }

  private static int places(String bus) {
    return switch (bus) {
      case "ide" -> IDE_DRIVES;
      case "sata" -> SATA_PORTS;
      case "fdc" -> FLOPPY_DRIVES;
      default -> SCSI_UNITS;
    };
  }

  private void keepLetter(XenDrive drive) {
    take(drive, drive.letterIndex());
  }

  private void nextName(XenDrive drive) {
    // The first CD drive of a PC is the master of the second channel, hdc. No more than four drives are on IDE.
    boolean ide = drive.bus.equals("ide");
    int index = ide && drive.device.equals("cdrom") ? 2 : 0;
    while (!take(drive, ide ? index % IDE_DRIVES : index)) {
      index++;
    }
  }

  /** Gives the drive the name with that index on its bus, and returns whether it was free. */
  private boolean take(XenDrive drive, int index) {
    String prefix = DiskName.prefixOn(drive.bus);
    String candidate = DiskName.of(prefix, index);
    boolean free = taken.computeIfAbsent(prefix, any -> new HashSet<>()).add(candidate);
    if (free) {
      drive.dev = candidate;
    }
    return free;
  }
}
