package org.xen2kvm.converter.decision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.decision.DiskPlacement.Reason;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.xml.DomainPath;
import org.xen2kvm.converter.xml.DomainTree;

/**
 * Bus and name of every disk, decided over all disks at once: names are unique, the order of the guest's disks is kept, and
 * the boot disk is known. One layout serves the XML and the guest alike.
 *
 * <p>Virtio names are given without gaps, in the order of the Xen names, because that is how the guest's kernel counts them:
 * {@code xvda, xvdc} become {@code vda, vdb} in the XML as in the guest. Partition-style targets ({@code xvda2}) become whole
 * disks behind those, in the order of the definition. Immutable once made; the elements in it are the tree's own.
 */
public final class DiskLayout {
  private static final DomainPath DISKS = DomainPath.of("/domain/devices/disk");

  /** A PIIX3 has two channels with two drives each: hda to hdd. */
  private static final int IDE_DRIVES = 4;

  private final List<DiskPlacement> placements;
  private final Map<Element, DiskPlacement> byDisk = new IdentityHashMap<>();
  private final Map<Element, String> guestNames;

  private DiskLayout(List<DiskPlacement> placements) {
    this.placements = List.copyOf(placements);
    placements.forEach(placement -> byDisk.put(placement.disk(), placement));
    this.guestNames = guestNames(placements);
  }

  /** Returns all placements in the order of the definition. */
  public List<DiskPlacement> all() {
    return placements;
  }

  /** Returns the placement of a disk, or null for one that was not there at the start. */
  public @Nullable DiskPlacement of(Element disk) {
    return byDisk.get(disk);
  }

  /** Returns the hard disk that Xen booted from, if there is a hard disk. */
  public Optional<DiskPlacement> bootDisk() {
    return placements.stream().filter(DiskPlacement::boot).findFirst();
  }

  /** Returns the placement of the disk that the guest knew by that name ({@code xvda}), or of the partition-style one. */
  public Optional<DiskPlacement> byXenName(String xenName) {
    return placements.stream().filter(placement -> placement.xenName().equals(xenName)).findFirst();
  }

  /**
   * Returns the name by which a Linux guest knows a disk under KVM: {@code vda}; {@code sda} for IDE, SATA, SCSI and USB
   * disks, counted together; {@code sr0} for a CD drive; {@code fd0} for a floppy drive.
   */
  public String guestName(DiskPlacement placement) {
    return Objects.requireNonNull(guestNames.get(placement.disk()));
  }

  private static Map<Element, String> guestNames(List<DiskPlacement> placements) {
    List<DiskPlacement> order = placements.stream()
        .sorted(Comparator.comparing((DiskPlacement placement) -> busRank(placement.bus()))
            .thenComparing(placement -> placement.dev().length())
            .thenComparing(DiskPlacement::dev))
        .toList();
    Map<String, Integer> counts = new HashMap<>();
    Map<Element, String> names = new IdentityHashMap<>();
    for (DiskPlacement placement : order) {
      String family = family(placement);
      int index = counts.merge(family, 1, Integer::sum) - 1;
      boolean numbered = family.equals("sr") || family.equals("fd");
      names.put(placement.disk(), numbered ? family + index : DiskName.of(family, index));
    }
    return names;
  }

  private static String family(DiskPlacement placement) {
    if (placement.device().equals("cdrom")) {
      return "sr";
    }
    if (placement.device().equals("floppy")) {
      return "fd";
    }
    return placement.bus().equals("virtio") ? "vd" : "sd";
  }

  /** In which order the kernel finds the controllers: PIIX IDE and AHCI are built in or loaded first, USB settles last. */
  private static int busRank(String bus) {
    return switch (bus) {
      case "ide" -> 0;
      case "sata" -> 1;
      case "scsi" -> 2;
      default -> 3;
    };
  }

  /** Decides for a source definition. */
  public static DiskLayout of(DomainTree domain, Decisions decisions, Policy policy) {
    List<Drive> drives = new ArrayList<>();
    for (Element disk : domain.select(DISKS)) {
      drives.add(Drive.of(disk, drives.size()));
    }
    new Allocation(decisions, policy).run(drives);
    Drive boot = bootDrive(drives, decisions);
    return new DiskLayout(drives.stream().map(drive -> drive.placement(drive == boot)).toList());
  }

  /** Xen boots a PV guest from the first disk of the list, an HVM guest from the first disk of its (emulated) controller. */
  private static @Nullable Drive bootDrive(List<Drive> drives, Decisions decisions) {
    Comparator<Drive> order = decisions.kind().hasOnlyXenDevices()
        ? Comparator.comparing((Drive drive) -> drive.position)
        : Comparator.comparing((Drive drive) -> drive.index()).thenComparing(drive -> drive.position);
    return drives.stream().filter(Drive::isHardDisk).min(order).orElse(null);
  }

  /** One disk while its place is being decided. */
  private static final class Drive {
    private final Element disk;
    private final int position;
    private final String device;
    private final String xenName;
    private final Optional<DiskName> name;
    private final String xenBus;
    private String bus = "";
    private String dev = "";
    private Reason reason = Reason.EMULATED;

    private Drive(Element disk, int position, String device, String xenName, String xenBus) {
      this.disk = disk;
      this.position = position;
      this.device = device;
      this.xenName = xenName;
      this.name = DiskName.parse(xenName);
      this.xenBus = xenBus;
    }

    static Drive of(Element disk, int position) {
      Element target = disk.getChild("target");
      String dev = target == null ? "" : target.getAttributeValue("dev", "");
      String bus = target == null ? "" : target.getAttributeValue("bus", "");
      String device = disk.getAttributeValue("device", dev.endsWith(":cdrom") ? "cdrom" : "disk");
      return new Drive(disk, position, device, DiskName.clean(dev).toLowerCase(Locale.ROOT), bus);
    }

    boolean isHardDisk() {
      return device.equals("disk") || device.equals("lun");
    }

    boolean isPartition() {
      return name.map(DiskName::isPartition).orElse(false);
    }

    int index() {
      return name.map(DiskName::index).orElse(Integer.MAX_VALUE);
    }

    String prefix() {
      return name.map(DiskName::prefix).orElse("");
    }

    DiskPlacement placement(boolean boot) {
      return new DiskPlacement(disk, device, xenName, name, bus, dev, reason, boot);
    }
  }

  /** Gives each drive a bus, then each bus's drives their names. */
  private static final class Allocation {
    private final Decisions decisions;
    private final Policy policy;
    private final Map<String, Set<String>> taken = new HashMap<>();

    Allocation(Decisions decisions, Policy policy) {
      this.decisions = decisions;
      this.policy = policy;
    }

    void run(List<Drive> drives) {
      drives.forEach(this::chooseBus);
      limitIde(drives);
      List<Drive> order = drives.stream()
          .sorted(Comparator.comparing(Drive::isPartition)
              .thenComparing(drive -> drive.isPartition() ? 0 : drive.index())
              .thenComparing(drive -> drive.position))
          .toList();
      // Names that must stay where they are come first; the others take what is left.
      order.stream().filter(drive -> keepsItsLetter(drive)).forEach(this::keepName);
      order.stream().filter(drive -> drive.dev.isEmpty()).forEach(this::nextName);
    }

    private void chooseBus(Drive drive) {
      if (drive.device.equals("floppy") || drive.prefix().equals("fd")) {
        place(drive, "fdc", Reason.FLOPPY);
      } else if (drive.device.equals("cdrom")) {
        boolean ejectable = drive.xenBus.equals("scsi") || drive.xenBus.equals("sata") || drive.xenBus.equals("usb");
        boolean ide = !decisions.isQ35();
        place(drive, ejectable ? drive.xenBus : ide ? "ide" : "sata", Reason.CDROM);
      } else if (drive.device.equals("lun")) {
        place(drive, "scsi", Reason.EMULATED);
      } else if (policy.hardware().diskBus().isPresent()) {
        place(drive, policy.hardware().diskBus().get(), Reason.PARAVIRTUAL);
      } else if (drive.isPartition()) {
        place(drive, decisions.virtioDisks() ? "virtio" : compatibleBus(), Reason.PARTITION);
      } else if (decisions.kind().hasOnlyXenDevices()) {
        place(drive, decisions.virtioDisks() ? "virtio" : compatibleBus(), Reason.PARAVIRTUAL);
      } else {
        place(drive, emulatedBus(drive), Reason.EMULATED);
      }
      boolean readOnly = drive.isHardDisk() && drive.disk.getChild("readonly") != null;
      if (readOnly && (drive.bus.equals("ide") || drive.bus.equals("sata"))) {
        place(drive, decisions.virtioDisks() ? "virtio" : "scsi", Reason.READ_ONLY);
      }
    }

    private String emulatedBus(Drive drive) {
      boolean knownVirtio = decisions.virtioDisks() && decisions.assumptions().isEmpty();
      if (drive.xenBus.equals("usb")) {
        return "usb";
      }
      if (knownVirtio || drive.xenBus.equals("virtio")) {
        return "virtio";
      }
      if (drive.xenBus.equals("xen") || (drive.xenBus.isEmpty() && drive.prefix().equals("xvd"))) {
        return decisions.virtioDisks() ? "virtio" : compatibleBus();
      }
      if (drive.xenBus.equals("scsi") || drive.xenBus.equals("sata")) {
        return drive.xenBus;
      }
      return drive.xenBus.isEmpty() && drive.prefix().equals("sd") ? "scsi" : compatibleBus();
    }

    private String compatibleBus() {
      return decisions.isQ35() ? "sata" : "ide";
    }

    private static void place(Drive drive, String bus, Reason reason) {
      drive.bus = bus;
      drive.reason = reason;
    }

    /** Keeps four drives on IDE, those with the lowest letters and CD drives first, and moves the rest. */
    private void limitIde(List<Drive> drives) {
      List<Drive> ide = new ArrayList<>(drives.stream().filter(drive -> drive.bus.equals("ide")).toList());
      ide.sort(Comparator.comparing((Drive drive) -> !drive.device.equals("cdrom"))
          .thenComparing(Drive::index)
          .thenComparing(drive -> drive.position));
      for (int i = IDE_DRIVES; i < ide.size(); i++) {
        place(ide.get(i), "sata", Reason.IDE_LIMIT);
      }
    }

    /** IDE letters stand for channel and drive, and SCSI letters for the unit, so those stay when they can. */
    private boolean keepsItsLetter(Drive drive) {
      return switch (drive.bus) {
        case "ide" -> drive.index() < IDE_DRIVES && !drive.isPartition() && !drive.xenBus.equals("xen");
        case "scsi", "sata", "usb" -> drive.prefix().equals("sd") && !drive.isPartition();
        case "fdc" -> drive.index() < 2;
        default -> false;
      };
    }

    private void keepName(Drive drive) {
      String wanted = DiskName.of(prefix(drive.bus), drive.index());
      if (taken(drive.bus).add(wanted)) {
        drive.dev = wanted;
      }
    }

    private void nextName(Drive drive) {
      // The first CD drive of a PC is the master of the second channel.
      int start = drive.bus.equals("ide") && drive.device.equals("cdrom") && taken("ide").size() < 2 ? 2 : 0;
      for (int index = start; ; index++) {
        int wrapped = drive.bus.equals("ide") ? index % IDE_DRIVES : index;
        String candidate = DiskName.of(prefix(drive.bus), wrapped);
        if (taken(drive.bus).add(candidate)) {
          drive.dev = candidate;
          return;
        }
      }
    }

    private Set<String> taken(String bus) {
      return taken.computeIfAbsent(prefix(bus), prefix -> new HashSet<>());
    }

    private static String prefix(String bus) {
      return switch (bus) {
        case "virtio" -> "vd";
        case "ide" -> "hd";
        case "fdc" -> "fd";
        default -> "sd";
      };
    }
  }
}
