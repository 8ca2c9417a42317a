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
 * Bus and name of every disk, decided over all disks at once: names are unique, the order of the guest's disks is
 * kept, and the boot disk is known. One layout serves the XML and the guest alike.
 *
 * <p>Virtio names are given without gaps, in the order of the Xen names, because that is how the guest's kernel
 * counts them: {@code xvda, xvdc} become {@code vda, vdb} in the XML as in the guest. Partition-style targets ({@code
 * xvda2}) become whole disks behind those, in the order of the definition. On the other buses the letter stands for a
 * place on the controller, so that it stays where it can ({@code hdc} of a PC is {@code sdc} on SATA). Where {@code
 * hda} and {@code xvda} of a fully virtual guest want the same name, the emulated disk goes first. Immutable once
 * made; the elements in it are the tree's own.
 */
public final class DiskLayout {
  private static final DomainPath DISKS = DomainPath.of("/domain/devices/disk");

  /** A PIIX3 has two channels with two drives each: hda to hdd. */
  private static final int IDE_DRIVES = 4;

  /** A floppy controller has two drives: fda and fdb. */
  private static final int FLOPPY_DRIVES = 2;

  /** An ICH9 AHCI controller has six ports; libvirt adds another controller for sdg. */
  private static final int SATA_PORTS = 6;

  /** libvirt puts seven disks on a SCSI controller that it addresses by name; sdh begins the next controller. */
  private static final int SCSI_UNITS = 7;

  private final List<DiskPlacement> placements;
  private final IdentityHashMap<Element, DiskPlacement> byDisk = new IdentityHashMap<>();
  private final IdentityHashMap<Element, String> guestNames;

  /** How many disks would have each name with another prefix. Counted once, as a domain may have thousands. */
  private final Map<String, Integer> claims = new HashMap<>();

  private DiskLayout(List<DiskPlacement> placements) {
    this.placements = List.copyOf(placements);
    placements.forEach(placement -> byDisk.put(placement.disk(), placement));
    this.guestNames = guestNames(placements);
    placements.forEach(placement -> claim(placement).ifPresent(name -> claims.merge(name, 1, Integer::sum)));
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

  /**
   * Returns the placement of the disk that the guest knew by that name: {@code xvda}, or a partition-style {@code
   * xvda2}.
   *
   * <p>Linux with Xen's block driver calls a disk xvdX although its target says hdX or sdX; so when no target has
   * exactly that name, {@code xvdX} finds the hard disk of the same letter.
   */
  public Optional<DiskPlacement> byXenName(String xenName) {
    Optional<DiskPlacement> exact =
        placements.stream().filter(placement -> placement.xenName().equals(xenName)).findFirst();
    Optional<DiskName> wanted = DiskName.parse(xenName).filter(name -> name.prefix().equals("xvd"));
    if (exact.isPresent() || wanted.isEmpty()) {
      return exact;
    }
    return placements.stream()
        .filter(DiskPlacement::isHardDisk)
        .filter(placement -> placement.name().filter(name -> name.index() == wanted.get().index()
            && name.partition() == wanted.get().partition()).isPresent())
        .findFirst();
  }

  /**
   * Returns the name by which a Linux guest knows a disk under KVM: {@code vda}; {@code sda} for IDE, SATA, SCSI and
   * USB disks, counted together; {@code sr0} for a CD drive; {@code fd0} for a floppy drive.
   *
   * @throws NullPointerException when the placement is none of this layout
   */
  public String guestName(DiskPlacement placement) {
    return Objects.requireNonNull(guestNames.get(placement.disk()));
  }

  /**
   * Returns whether a disk has nothing but the prefix of its name changed, {@code xvdb} to {@code vdb}, and no other
   * disk could claim the same.
   */
  public boolean keepsLetter(DiskPlacement placement) {
    Optional<String> claim = claim(placement);
    return claim.filter(placement.dev()::equals).isPresent() && claims.getOrDefault(claim.get(), 0) == 1;
  }

  /** The name that a disk would have with the prefix of its bus, if it is a whole disk. */
  private static Optional<String> claim(DiskPlacement placement) {
    return placement.name()
        .filter(name -> !name.isPartition())
        .map(name -> DiskName.of(DiskName.prefixOn(placement.bus()), name.index()));
  }

  private static IdentityHashMap<Element, String> guestNames(List<DiskPlacement> placements) {
    List<DiskPlacement> order = placements.stream()
        .sorted(Comparator.comparing((DiskPlacement placement) -> busRank(placement.bus()))
            .thenComparing(placement -> placement.dev().length())
            .thenComparing(DiskPlacement::dev))
        .toList();
    Map<String, Integer> counts = new HashMap<>();
    IdentityHashMap<Element, String> names = new IdentityHashMap<>();
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

  /**
   * In which order the kernel finds the controllers: PIIX IDE and AHCI are built in or loaded first, USB settles
   * last.
   */
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
    boolean paravirtual = decisions.kind().hasOnlyXenDevices();
    Comparator<Drive> listOrder = Comparator.comparing(drive -> drive.position);
    // Between hda and xvda of one HVM guest the firmware boots the emulated disk.
    Comparator<Drive> tie =
        paravirtual ? listOrder : Comparator.comparing((Drive drive) -> drive.prefixRank()).thenComparing(listOrder);
    Comparator<Drive> nameOrder =
        Comparator.comparing(Drive::isPartition).thenComparing(Drive::letterIndex).thenComparing(tie);
    new Allocation(decisions, policy).run(drives, nameOrder);
    // Xen boots a PV guest from the first disk of the list, an HVM guest from the first of its emulated controller.
    Drive boot =
        drives.stream().filter(Drive::isHardDisk).min(paravirtual ? listOrder : nameOrder).orElse(null);
    return new DiskLayout(drives.stream().map(drive -> drive.placement(drive == boot)).toList());
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
      String xenName = DiskName.clean(dev).toLowerCase(Locale.ROOT);
      return new Drive(disk, position, device(disk, dev, xenName), xenName, bus);
    }

    /** A suffix or an fd name makes a drive of what the definition calls a disk; a lun that is a file is but a disk. */
    private static String device(Element disk, String dev, String xenName) {
      String device = disk.getAttributeValue("device", "disk");
      if (device.equals("lun")) {
        return isFile(disk) ? "disk" : "lun";
      }
      if (!device.equals("disk")) {
        return device;
      }
      boolean floppy = DiskName.parse(xenName).filter(name -> name.prefix().equals("fd")).isPresent();
      return dev.strip().endsWith(":cdrom") ? "cdrom" : floppy ? "floppy" : "disk";
    }

    private static boolean isFile(Element disk) {
      String type = disk.getAttributeValue("type", "file");
      Element source = disk.getChild("source");
      String path = source == null ? "" : source.getAttributeValue("file", source.getAttributeValue("dev", ""));
      boolean local = type.equals("file") || type.equals("block");
      return local && path.strip().startsWith("/") && !path.strip().startsWith("/dev/");
    }

    boolean isHardDisk() {
      return device.equals("disk") || device.equals("lun");
    }

    /**
     * Whether the guest can only read it; a directory is presented so because QEMU's virtual FAT cannot be written
     * to.
     */
    boolean isReadOnlyHardDisk() {
      boolean directory = disk.getAttributeValue("type", "").equals("dir");
      return isHardDisk() && (directory || disk.getChild("readonly") != null);
    }

    boolean isPartition() {
      return name.map(DiskName::isPartition).orElse(false);
    }

    /** The place in the alphabet; partitions have none, they stay in the order of the definition. */
    int letterIndex() {
      return name.map(known -> known.isPartition() ? 0 : known.index()).orElse(Integer.MAX_VALUE);
    }

    String prefix() {
      return name.map(DiskName::prefix).orElse("");
    }

    int prefixRank() {
      return switch (prefix()) {
        case "hd", "vd" -> 0;
        case "xvd" -> 1;
        default -> 2;
      };
    }

    boolean isUnnamed() {
      return dev.isEmpty();
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

    void run(List<Drive> drives, Comparator<Drive> nameOrder) {
      drives.forEach(this::chooseBus);
      limitIde(drives, nameOrder);
      List<Drive> order = drives.stream().sorted(nameOrder).toList();
      // Names that are right as they are come first, then letters that may stay; the others take what is left.
      order.stream().filter(Allocation::keepsItsName).forEach(this::keepLetter);
      for (String bus : List.of("ide", "sata", "scsi")) {
        List<Drive> movers = order.stream().filter(drive -> drive.isUnnamed() && mayKeepItsLetter(drive, bus)).toList();
        // All or none: else one that cannot keep its letter would jump the others, and the order would be lost.
        if (haveRoom(movers, bus)) {
          movers.forEach(this::keepLetter);
        }
      }
      order.stream().filter(Drive::isUnnamed).forEach(this::nextName);
    }

    private void chooseBus(Drive drive) {
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

    private String paravirtualBus(Drive drive) {
      if (decisions.virtioDisks()) {
        return "virtio";
      }
      return drive.xenBus.equals("sata") ? "sata" : compatibleBus();
    }

    /**
     * Keeps the hardware that the guest saw under Xen, unless it is known to have virtio-blk; a disk that only ever was
     * paravirtual has no such hardware.
     */
    private String emulatedBus(Drive drive) {
      boolean onlyXen = drive.xenBus.equals("xen") || (drive.xenBus.isEmpty() && drive.prefix().equals("xvd"));
      boolean virtio = drive.xenBus.equals("virtio") || (drive.xenBus.isEmpty() && drive.prefix().equals("vd"));
      boolean knownVirtio = decisions.virtioDisks() && decisions.assumptions().isEmpty();
      if (drive.xenBus.equals("usb")) {
        return "usb";
      }
      if (virtio || knownVirtio) {
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

    private static void place(Drive drive, String bus, Reason reason) {
      drive.bus = bus;
      drive.reason = reason;
    }

    /** Keeps four drives on IDE, CD drives and those with the lowest letters first, and moves the rest. */
    private static void limitIde(List<Drive> drives, Comparator<Drive> nameOrder) {
      drives.stream()
          .filter(drive -> drive.bus.equals("ide"))
          .sorted(Comparator.comparing(Drive::isHardDisk).thenComparing(nameOrder))
          .skip(IDE_DRIVES)
          .forEach(drive -> place(drive, "sata", Reason.IDE_LIMIT));
    }

    /** IDE letters stand for channel and drive, and SATA and SCSI letters for the unit. */
    private static boolean keepsItsName(Drive drive) {
      boolean samePrefix = drive.prefix().equals(DiskName.prefixOn(drive.bus)) && !drive.isPartition();
      return samePrefix && switch (drive.bus) {
        case "virtio" -> false;
        case "ide", "fdc" -> drive.letterIndex() < places(drive.bus);
        default -> true;
      };
    }

    /** A CD drive that was none of the emulated controller's has no place there to keep. */
    private static boolean mayKeepItsLetter(Drive drive, String bus) {
      boolean emulatedOrHardDisk = drive.isHardDisk() || drive.prefix().equals("hd");
      return drive.bus.equals(bus)
          && emulatedOrHardDisk
          && drive.name.isPresent()
          && !drive.isPartition()
          && drive.reason != Reason.IDE_LIMIT;
    }

    private boolean haveRoom(List<Drive> movers, String bus) {
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

    private void keepLetter(Drive drive) {
      take(drive, drive.letterIndex());
    }

    private void nextName(Drive drive) {
      // The first CD drive of a PC is the master of the second channel, hdc. No more than four drives are on IDE.
      boolean ide = drive.bus.equals("ide");
      int index = ide && drive.device.equals("cdrom") ? 2 : 0;
      while (!take(drive, ide ? index % IDE_DRIVES : index)) {
        index++;
      }
    }

    /** Gives the drive the name with that index on its bus, and returns whether it was free. */
    private boolean take(Drive drive, int index) {
      String prefix = DiskName.prefixOn(drive.bus);
      String candidate = DiskName.of(prefix, index);
      boolean free = taken.computeIfAbsent(prefix, any -> new HashSet<>()).add(candidate);
      if (free) {
        drive.dev = candidate;
      }
      return free;
    }
  }
}
