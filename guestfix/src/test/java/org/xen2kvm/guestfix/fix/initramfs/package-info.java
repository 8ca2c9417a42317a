/** Tests of what brings virtio into an initramfs. */
@NullMarked
package org.xen2kvm.guestfix.fix.initramfs;

import org.jspecify.annotations.NullMarked;
