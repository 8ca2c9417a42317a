package org.xen2kvm.migration.plan;

import org.xen2kvm.guestfix.fs.GuestPath;

/**
 * Where a filesystem of the guest is mounted while it is fixed.
 *
 * @param device the appliance's name for its volume
 * @param at the mount point in the guest
 * @param subvolume the btrfs subvolume; empty for the default one
 */
public record PlannedMount(String device, GuestPath at, String subvolume) {}
