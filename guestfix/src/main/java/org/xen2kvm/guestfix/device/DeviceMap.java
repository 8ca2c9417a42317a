package org.xen2kvm.guestfix.device;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds, by the name that a guest knew it by under Xen, a disk or partition and its name under KVM. Immutable.
 *
 * <p>A fully virtual guest with Xen's drivers sees one disk under two names ({@code hda} and {@code xvda}), and old paravirtual
 * kernels call xvda {@code sda}. So where no disk has exactly that name, the one with the same letters has it. Xen has no {@code
 * vda}: who says so means KVM's, whose letters may be others.
 */
public final class DeviceMap {
  private static final Pattern NAME = Pattern.compile("(?:/dev/)?((?:xvd|sd|hd|vd)([a-z]{1,3}))([0-9]{1,3})?");

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
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String number = matcher.group(3) == null ? "" : matcher.group(3);
    if (matcher.group(1).startsWith("vd")) {
      return disks.stream().filter(disk -> disk.kvmName().equals(matcher.group(1))).findFirst()
          .map(disk -> new Target(disk, number.isEmpty() ? 0 : Integer.parseInt(number)));
    }
    return named(matcher.group(1), number).or(() -> lettered(matcher.group(2), number));
  }

  private Optional<Target> named(String whole, String number) {
    for (DiskNames disk : disks) {
      if (disk.partition() && disk.xenName().equals(whole + number)) {
        return Optional.of(new Target(disk, 0));
      }
      if (!disk.partition() && disk.xenName().equals(whole)) {
        return Optional.of(new Target(disk, number.isEmpty() ? 0 : Integer.parseInt(number)));
      }
    }
    return Optional.empty();
  }

  private Optional<Target> lettered(String letters, String number) {
    for (DiskNames disk : disks) {
      Matcher known = NAME.matcher(disk.xenName());
      if (!known.matches() || !known.group(2).equals(letters)) {
        continue;
      }
      if (!disk.partition()) {
        return Optional.of(new Target(disk, number.isEmpty() ? 0 : Integer.parseInt(number)));
      }
      if (number.equals(known.group(3))) {
        return Optional.of(new Target(disk, 0));
      }
    }
    return Optional.empty();
  }
}
