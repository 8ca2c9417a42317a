package org.xen2kvm.converter.decision;

import java.util.Optional;
import org.jdom2.Element;

/**
 * Where one disk goes, and for which reason.
 *
 * @param disk the {@code <disk>} element
 * @param device disk, cdrom, floppy or lun
 * @param xenName its target under Xen, cleaned; empty when it has none
 * @param name that target taken apart; empty when it is no disk name
 * @param bus its bus under KVM
 * @param dev its target under KVM, unique in the domain
 * @param reason which consideration chose the bus; the rule of that name carries it out
 * @param boot whether it is the hard disk that Xen booted from
 */
public record DiskPlacement(
    Element disk,
    String device,
    String xenName,
    Optional<DiskName> name,
    String bus,
    String dev,
    Reason reason,
    boolean boot) {

  /** Why a disk got its bus; one rule each. */
  public enum Reason {
    /** The guest had only Xen's block device. */
    PARAVIRTUAL,
    /** The guest had emulated disks, mostly with paravirtual drivers on top. */
    EMULATED,
    /** Xen presented the image as a partition. */
    PARTITION,
    /** Removable: needs a bus that can eject. */
    CDROM,
    /** Read-only, which IDE and SATA disks cannot be. */
    READ_ONLY,
    /** There is no room on the IDE controller. */
    IDE_LIMIT,
    FLOPPY,
    /** A SCSI device of the host, passed through command by command. */
    LUN
  }

  public boolean isPartition() {
    return name.isPresent() && name.get().isPartition();
  }

  public boolean isHardDisk() {
    return device.equals("disk") || device.equals("lun");
  }
}
