/** Tests of the libguestfs adapter, with a real libguestfs where there is one. */
@NullMarked
package org.xen2kvm.guestfix.libguestfs;

import org.jspecify.annotations.NullMarked;
