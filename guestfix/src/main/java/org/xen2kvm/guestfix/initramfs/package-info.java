/** Reads and extends initramfs images. Pure: bytes in, values out. */
@NullMarked
package org.xen2kvm.guestfix.initramfs;

import org.jspecify.annotations.NullMarked;
