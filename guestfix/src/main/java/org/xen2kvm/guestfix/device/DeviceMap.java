package org.xen2kvm.guestfix.device;

import java.util.List;
import java.util.Optional;

/**
 * Finds, by the name that a guest knew it by under Xen, a disk or partition and its name under KVM. Immutable.
 *
 * <p>A fully virtual guest with Xen's drivers sees one disk under two names ({@code hda} and {@code xvda}), and old paravirtual
 * kernels call xvda {@code sda}. So where no disk has exactly that name, the one with the same letters has it. Xen has no {@code
 * vda}: who says so means KVM's, whose letters may be others.
 */
public final class DeviceMap {
  private final List<DiskNames> disks;

  public DeviceMap(List<DiskNames> disks) {
    this.disks = List.copyOf(disks);
  }

  /** Returns the names of all disks, in the order of the images. */
  public List<DiskNames> disks() {
    return disks;
  }

  /**
   * A disk or partition.
   *
   * @param disk the disk
   * @param partition the partition's number on it under KVM; 0 for the whole disk
   */
  public record Target(DiskNames disk, int partition) {
    /** Returns its name under KVM: {@code vda2}. */
    public String kvmName() {
      return partition == 0 ? disk.kvmName() : disk.kvmName() + partition;
    }
  }

  /** Returns what a guest knew by that name, {@code xvda2} or {@code /dev/xvda2}; empty when it is none of its disks. */
  public Optional<Target> find(String name) {
    return KernelName.of(name.startsWith("/dev/") ? name.substring("/dev/".length()) : name).flatMap(this::find);
  }

  private Optional<Target> find(KernelName name) {
    if (name.disk().startsWith("vd")) {
      return disks.stream().filter(disk -> disk.kvmName().equals(name.disk())).findFirst()
          .map(disk -> new Target(disk, name.partition()));
    }
    return named(name).or(() -> lettered(name));
  }

  private Optional<Target> named(KernelName name) {
    for (DiskNames disk : disks) {
      if (disk.partition() && disk.xenName().equals(name.disk() + name.number())) {
        return Optional.of(new Target(disk, 0));
      }
      if (!disk.partition() && disk.xenName().equals(name.disk())) {
        return Optional.of(new Target(disk, name.partition()));
      }
    }
    return Optional.empty();
  }

  private Optional<Target> lettered(KernelName name) {
    for (DiskNames disk : disks) {
      Optional<KernelName> known = KernelName.of(disk.xenName()).filter(other -> other.letters().equals(name.letters()));
      if (known.isEmpty()) {
        continue;
      }
      if (!disk.partition()) {
        return Optional.of(new Target(disk, name.partition()));
      }
      if (name.number().equals(known.get().number())) {
        return Optional.of(new Target(disk, 0));
      }
    }
    return Optional.empty();
  }
}
