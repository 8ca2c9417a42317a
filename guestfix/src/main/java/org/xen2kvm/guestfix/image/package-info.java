/** Disk images on the host: their formats, and what qemu-img says about them and does with them. */
@NullMarked
package org.xen2kvm.guestfix.image;

import org.jspecify.annotations.NullMarked;
