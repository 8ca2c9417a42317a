package org.xen2kvm.converter;

import java.util.List;
import java.util.Optional;

/**
 * What the conversion means for the system inside the guest: input for the guest side, and for a person who fixes it by
 * hand. Immutable.
 *
 * @param disks every disk, in the order of the definition
 * @param console the console's move; empty when the guest's console device keeps its name
 * @param nics every network interface, in the order of the definition
 * @param boot where the boot loader or kernel comes from now
 */
public record GuestImplications(
    List<DiskRename> disks, Optional<ConsoleMove> console, List<NicChange> nics, BootChange boot) {

  public GuestImplications {
    disks = List.copyOf(disks);
    nics = List.copyOf(nics);
  }

  /** Returns the implications of a conversion that changes nothing inside. */
  public static GuestImplications none() {
    return new GuestImplications(List.of(), Optional.empty(), List.of(), BootChange.UNCHANGED);
  }

  /**
   * One disk's old and new name.
   *
   * @param device disk, cdrom, floppy or lun
   * @param xenName its target under Xen, prefix removed: {@code xvda}, {@code hda}, {@code xvda2}
   * @param targetDev its libvirt target under KVM: {@code vda}, {@code sda}
   * @param bus its bus under KVM: virtio, ide, sata, scsi, fdc, usb
   * @param guestName the kernel's name for it in a Linux guest under KVM: {@code vda}, {@code sda}, {@code sr0}, {@code fd0}
   * @param partition whether Xen presented the image as a partition ({@code xvda2}): a whole disk without a partition
   *     table now
   * @param boot whether it is the disk that the guest boots from
   */
  public record DiskRename(
      String device, String xenName, String targetDev, String bus, String guestName, boolean partition, boolean boot) {}

  /**
   * The console's old and new device in the guest.
   *
   * @param from {@code hvc0} (and, in older kernels, {@code xvc0})
   * @param to {@code ttyS0}, or empty when the policy leaves the domain without a console
   */
  public record ConsoleMove(String from, String to) {}

  /**
   * One network interface's old and new model.
   *
   * @param mac its address, kept; empty when the definition has none
   * @param from the model under Xen; {@code netfront} for a paravirtual one
   * @param to the model under KVM
   */
  public record NicChange(String mac, String from, String to) {}

  /** Where the guest's kernel comes from. */
  public enum BootChange {
    /** As before: firmware, or the same kernel and initrd on the host. */
    UNCHANGED,
    /** Xen read the kernel out of the guest (pygrub, pv-grub); now a boot loader must stand on the boot disk. */
    NEEDS_BOOT_LOADER,
    /** A kernel of the host is booted directly, and it must run without Xen. */
    DIRECT_KERNEL,
    /** From the network. */
    NETWORK
  }
}
