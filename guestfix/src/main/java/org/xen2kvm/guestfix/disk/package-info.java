/**
 * The disks of a stopped guest below its filesystems, as a port: partitions, volumes, boot code, mounting. libguestfs is behind
 * it in {@code org.xen2kvm.guestfix.libguestfs}.
 */
@NullMarked
package org.xen2kvm.guestfix.disk;

import org.jspecify.annotations.NullMarked;
