/** The archive that is appended to an initramfs: planned, built, packed. Pure: bytes in, values out. */
@NullMarked
package org.xen2kvm.guestfix.initramfs.archive;

import org.jspecify.annotations.NullMarked;
