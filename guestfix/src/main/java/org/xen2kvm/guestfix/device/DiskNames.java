package org.xen2kvm.guestfix.device;

/**
 * One disk's names.
 *
 * @param index its place in the list of the guest's disk images, from 0
 * @param xenName its target under Xen: {@code xvda}, {@code hda}; {@code xvda2} for an image that Xen presented as a partition
 * @param kvmName the kernel's name for it in a Linux guest under KVM: {@code vda}, {@code sda}
 * @param partition whether Xen presented the image as a partition: a whole disk without a partition table now
 * @param boot whether the guest boots from it
 */
public record DiskNames(int index, String xenName, String kvmName, boolean partition, boolean boot) {}
