package org.xen2kvm.migration.plan;

import org.xen2kvm.guestfix.image.DiskImage;

/**
 * A disk of a guest on this host.
 *
 * @param xenName its name under Xen: {@code xvda}, {@code xvda2}
 * @param targetDev its libvirt target under KVM: {@code vda}, {@code sda}
 * @param guestName the kernel's name for it in a Linux guest under KVM
 * @param partition whether Xen presented the image as a partition
 * @param boot whether the guest boots from it
 * @param image where it is, and its declared format
 * @param readOnly whether the guest may only read it; then it stays as it is
 */
public record SourceDisk(
    String xenName,
    String targetDev,
    String guestName,
    boolean partition,
    boolean boot,
    DiskImage image,
    boolean readOnly) {}
