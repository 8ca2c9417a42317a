package org.xen2kvm.guestfix.inspect;

import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fs.GuestPath;

/**
 * A filesystem of the guest, mounted where the guest mounts it.
 *
 * @param volume where it lies
 * @param at where it is mounted
 * @param subvolume the btrfs subvolume; empty for the default one or another filesystem
 */
public record Mount(Volume volume, GuestPath at, String subvolume) {}
