package org.xen2kvm.converter.decision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
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
    List<XenDrive> drives = new ArrayList<>();
    for (Element disk : domain.select(DISKS)) {
      drives.add(XenDrive.of(disk, drives.size()));
    }
    boolean paravirtual = decisions.kind().hasOnlyXenDevices();
    Comparator<XenDrive> listOrder = Comparator.comparing(drive -> drive.position);
    // Between hda and xvda of one HVM guest the firmware boots the emulated disk.
    Comparator<XenDrive> tie =
        paravirtual ? listOrder : Comparator.comparing((XenDrive drive) -> drive.prefixRank()).thenComparing(listOrder);
    Comparator<XenDrive> nameOrder =
        Comparator.comparing(XenDrive::isPartition).thenComparing(XenDrive::letterIndex).thenComparing(tie);
    new DriveAllocation(decisions, policy).run(drives, nameOrder);
    // Xen boots a PV guest from the first disk of the list, an HVM guest from the first of its emulated controller.
    XenDrive boot =
        drives.stream().filter(XenDrive::isHardDisk).min(paravirtual ? listOrder : nameOrder).orElse(null);
    return new DiskLayout(drives.stream().map(drive -> drive.placement(drive == boot)).toList());
  }
}
