/** Tests of disk images on the host, with a real qemu-img where there is one. */
@NullMarked
package org.xen2kvm.guestfix.image;

import org.jspecify.annotations.NullMarked;
