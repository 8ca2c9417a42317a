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
    this.guestNames = guestNames(placements);
    for (DiskPlacement placement : placements) {
      byDisk.put(placement.disk(), placement);
      String claim = claim(placement);
      if (claim != null) {
        claims.merge(claim, 1, Integer::sum);
      }
    }
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
    for (DiskPlacement placement : placements) {
      if (placement.boot()) {
        return Optional.of(placement);
      }
    }
    return Optional.empty();
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
    String claim = claim(placement);
    return claim != null && claim.equals(placement.dev()) && claims.getOrDefault(claim, 0) == 1;
  }

  /** The name that a disk would have with the prefix of its bus, or null if it is no whole disk. */
  private static @Nullable String claim(DiskPlacement placement) {
    DiskName name = placement.name().orElse(null);
    return name == null || name.isPartition() ? null : DiskName.of(DiskName.prefixOn(placement.bus()), name.index());
  }

  private static IdentityHashMap<Element, String> guestNames(List<DiskPlacement> placements) {
    List<DiskPlacement> order = new ArrayList<>(placements);
    order.sort(DiskLayout::compareForGuest);
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

  private static int compareForGuest(DiskPlacement a, DiskPlacement b) {
    int byBus = Integer.compare(busRank(a.bus()), busRank(b.bus()));
    int byLength = Integer.compare(a.dev().length(), b.dev().length());
    return byBus != 0 ? byBus : byLength != 0 ? byLength : a.dev().compareTo(b.dev());
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
    // Between hda and xvda of one HVM guest the firmware boots the emulated disk.
    Comparator<XenDrive> nameOrder = paravirtual ? DiskLayout::compareByName : DiskLayout::compareByNameThenKind;
    new DriveAllocation(decisions, policy).run(drives, nameOrder);
    // Xen boots a PV guest from the first disk of the list, an HVM guest from the first of its emulated controller.
    XenDrive boot = null;
    for (XenDrive drive : drives) {
      boolean first = boot == null || (!paravirtual && nameOrder.compare(drive, boot) < 0);
      if (drive.isHardDisk() && first) {
        boot = drive;
      }
    }
    List<DiskPlacement> placements = new ArrayList<>(drives.size());
    for (XenDrive drive : drives) {
      placements.add(drive.placement(drive == boot));
    }
    return new DiskLayout(placements);
  }

  /** Whole disks by their letters, then partitions; equal ones as they are listed. */
  private static int compareByName(XenDrive a, XenDrive b) {
    int byLetter = compareLetters(a, b);
    return byLetter != 0 ? byLetter : Integer.compare(a.position, b.position);
  }

  private static int compareByNameThenKind(XenDrive a, XenDrive b) {
    int byLetter = compareLetters(a, b);
    int byKind = Integer.compare(a.prefixRank(), b.prefixRank());
    return byLetter != 0 ? byLetter : byKind != 0 ? byKind : Integer.compare(a.position, b.position);
  }

  private static int compareLetters(XenDrive a, XenDrive b) {
    int byKind = Boolean.compare(a.isPartition(), b.isPartition());
    return byKind != 0 ? byKind : Integer.compare(a.letterIndex(), b.letterIndex());
  }
}
