/** Brings virtio into what starts a guest's kernels, and keeps it there through the guest's next kernel update. */
@NullMarked
package org.xen2kvm.guestfix.fix.initramfs;

import org.jspecify.annotations.NullMarked;
