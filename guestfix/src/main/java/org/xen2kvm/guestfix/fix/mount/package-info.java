/** Fixes of what names a disk: mounts, swap, encrypted volumes, arrays. */
@NullMarked
package org.xen2kvm.guestfix.fix.mount;

import org.jspecify.annotations.NullMarked;
