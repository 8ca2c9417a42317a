package org.xen2kvm.guestfix.fix.initramfs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.device.KvmHardware;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.inspect.GuestKernel;
import org.xen2kvm.guestfix.inspect.GuestSystem;

/**
 * The drivers that must be in an initramfs for a guest to find its root on KVM, and those that go with them where the kernel
 * has them.
 *
 * <p>A root on virtio-blk needs the bus and the disk; one on a SCSI disk ({@code sda}) may be behind virtio-scsi or SATA. The
 * network card's driver goes where Xen's was, and nowhere else: an initramfs without it leaves the naming of cards to the
 * guest. What only the running guest needs (balloon, random numbers, consoles) it loads from its disk.
 *
 * @param needed without any of these the guest does not start
 * @param extra what is put beside them when something is put in at all, so that a disk may move to virtio-scsi later
 */
record VirtioDrivers(List<String> needed, List<String> extra) {
  VirtioDrivers {
    needed = List.copyOf(needed);
    extra = List.copyOf(extra);
  }

  /** Returns them for what boots from this hardware; {@code network} says whether the card's driver is among them. */
  static VirtioDrivers on(KvmHardware hardware, boolean network) {
    List<String> needed = new ArrayList<>();
    needed.add("virtio_pci");
    if (isOnVirtioBlk(hardware)) {
      needed.add("virtio_blk");
    } else {
      needed.addAll(List.of("virtio_scsi", "ahci", "ata_piix", "sd_mod"));
    }
    if (network) {
      needed.add("virtio_net");
    }
    List<String> extra = new ArrayList<>(List.of("virtio_blk", "virtio_scsi", "sd_mod"));
    extra.removeAll(needed);
    return new VirtioDrivers(needed, extra);
  }

  /**
   * Returns whether the guest starts from virtio-blk, which is usual and assumed where the disk that it starts from is not known.
   */
  static boolean isOnVirtioBlk(KvmHardware hardware) {
    return hardware.disks().disks().stream().filter(DiskNames::boot).noneMatch(disk -> disk.kvmName().startsWith("sd"));
  }

  /** Returns whether fixes of this family have anything to do with the guest. */
  static boolean concern(FixContext context) {
    return context.inspection().system().family() == GuestSystem.Family.LINUX;
  }

  /** Returns whether the kernel can find its root on this hardware once its initramfs has the modules. */
  static boolean canServe(GuestKernel kernel, KvmHardware hardware) {
    return isOnVirtioBlk(hardware) ? kernel.canUseVirtioDisks() : !kernel.xenOnly();
  }

  /** Returns all of them, the needed ones first. */
  List<String> all() {
    List<String> all = new ArrayList<>(needed);
    all.addAll(extra);
    return all;
  }

  /** Returns those, needed or not, that a kernel has. */
  List<String> all(Predicate<String> has) {
    return all().stream().filter(has).toList();
  }
}
