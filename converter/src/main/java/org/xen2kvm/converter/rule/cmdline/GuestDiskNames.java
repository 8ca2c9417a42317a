package org.xen2kvm.converter.rule.cmdline;

import java.util.Optional;
import org.xen2kvm.converter.decision.DiskLayout;
import org.xen2kvm.converter.decision.DiskName;
import org.xen2kvm.converter.decision.DiskPlacement;

/** Answers which name a disk or partition that a guest knew under Xen has in a Linux guest under KVM. Immutable. */
final class GuestDiskNames {
  private final DiskLayout disks;

  /**
   * A name under KVM.
   *
   * @param name the name; the old one when nothing better is known
   * @param doubtful whether a person has to look at it
   */
  record Answer(String name, boolean doubtful) {}

  GuestDiskNames(DiskLayout disks) {
    this.disks = disks;
  }

  /** Returns the name for {@code xvda}, {@code xvda1}, {@code sda1} and the like, without {@code /dev/}. */
  Answer of(String xenName) {
    Optional<DiskName> parsed = DiskName.parse(xenName);
    if (parsed.isEmpty()) {
      return new Answer(xenName, true);
    }
    DiskName name = parsed.get();
    Optional<String> exact = newName(name, true);
    if (isNewName(DiskName.of(name.prefix(), name.index()))) {
      // libata says sdX to IDE disks under Xen as under KVM: such a name is right, unless a target says otherwise.
      return new Answer(xenName, exact.isPresent() && !exact.get().equals(xenName));
    }
    Optional<String> found = exact.or(() -> newName(name, false));
    return new Answer(found.orElse(xenName), found.isEmpty());
  }

  private boolean isNewName(String disk) {
    return disks.all().stream().anyMatch(placement -> disks.guestName(placement).equals(disk));
  }

  /** Looks for an image presented as that very partition, then for the whole disk. */
  private Optional<String> newName(DiskName name, boolean samePrefix) {
    Optional<String> asPartition = placement(name, name.partition(), samePrefix).map(disks::guestName);
    if (asPartition.isPresent() || !name.isPartition()) {
      return asPartition;
    }
    return placement(name, 0, samePrefix).map(whole -> disks.guestName(whole) + name.partition());
  }

  /** PV guests may call the first disk sda or hda whatever its target is (xen-vbd-interface.7): the index counts. */
  private Optional<DiskPlacement> placement(DiskName wanted, int partition, boolean samePrefix) {
    return disks.all().stream()
        .filter(placement -> samePrefix || placement.isHardDisk())
        .filter(placement -> placement.name()
            .filter(name -> name.index() == wanted.index() && name.partition() == partition)
            .filter(name -> !samePrefix || name.prefix().equals(wanted.prefix()))
            .isPresent())
        .findFirst();
  }
}
