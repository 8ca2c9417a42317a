package org.xen2kvm.guestfix.device;

import java.util.List;
import java.util.Optional;

/**
 * What the guest will find itself on under KVM, as far as its files have to follow. Immutable.
 *
 * @param disks the names of its disks
 * @param nics its network interfaces in the order of the definition; empty when nothing is known about them
 * @param console the serial console: {@code ttyS0}; empty when the domain has none
 * @param firmware what starts its boot loader
 * @param display whether it has a graphics card
 * @param startedByXen whether Xen read its kernel (pygrub, pv-grub, a kernel on the host), so that its own boot loader was never
 *     used and may be missing or stale
 */
public record KvmHardware(
    DeviceMap disks, List<Nic> nics, Optional<String> console, Firmware firmware, boolean display, boolean startedByXen) {
  public KvmHardware {
    nics = List.copyOf(nics);
  }

  /** What starts a PC. */
  public enum Firmware {
    BIOS,
    UEFI
  }

  /**
   * One network interface.
   *
   * @param mac its address in lower case with colons; empty when the definition has none
   * @param virtio whether KVM gives it as virtio-net
   */
  public record Nic(String mac, boolean virtio) {}
}
