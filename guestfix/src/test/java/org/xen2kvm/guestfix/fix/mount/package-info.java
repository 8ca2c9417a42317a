/** Tests of the fixes of what names a disk. */
@NullMarked
package org.xen2kvm.guestfix.fix.mount;

import org.jspecify.annotations.NullMarked;
